import { seededRandom } from '../../local/server/seeded-random.ts';
import type { FaultRule } from '../../local/server/faults.ts';
import { openingFaults, sealingFaults } from './fault-mix.ts';

const KiB = 1024;
const MiB = 1024 * KiB;
const filesPerWave = 10;

export interface SoakFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** how often the person tries again what failed, before giving up */
  readonly retries: number;
}

/** What befalls a phase once so many of its transfers have ended. */
export type Happening = { readonly after: number } & (
  | { readonly kind: 'reload' | 'kill-browser' | 'crash-tab' | 'crash-worker' | 'expire-credentials' }
  /** no network in the browser, or a network without AWS */
  | { readonly kind: 'offline' | 'unreachable'; readonly seconds: number }
  /** AWS's clock is so far from the browser's */
  | { readonly kind: 'clock'; readonly offsetSeconds: number }
  /** the person stops one for a while; `which`, 0..1, chooses among those that move */
  | { readonly kind: 'pause'; readonly which: number; readonly seconds: number }
  | { readonly kind: 'cancel'; readonly which: number }
);

interface Phase {
  readonly faultSeed: number;
  readonly faults: readonly FaultRule[];
  /** in order of `after` */
  readonly happenings: readonly Happening[];
}

/** How opened files reach the disk: browsers differ, so the page is made to be like each in turn. */
export type OpenWay = 'download-stream' | 'private-file';

/** Files are sealed together, then those that were stored are opened together. */
export interface Wave {
  readonly number: number;
  readonly files: readonly SoakFile[];
  readonly seal: Phase;
  readonly open: Phase;
  readonly openWay: OpenWay;
}

/** A campaign without end, as data; the same seed gives the same one. */
export function* planWaves(seed: number): Generator<Wave, never> {
  const random = seededRandom(seed);
  for (let index = 0; ; index += 1) yield planWave(random, index);
}

function planWave(random: () => number, index: number): Wave {
  const files = Array.from({ length: filesPerWave }, (_, file) => ({
    name: `soak-${String(index * filesPerWave + file).padStart(4, '0')}.bin`,
    size: file === 0 && index % 8 === 3 ? between(random, 100 * MiB, 140 * MiB) : chooseSize(random),
    retries: oneOf(random, [0, 1, 3]),
  }));
  const isOfflineLong = index % 12 === 1;
  return {
    number: index + 1,
    files,
    seal: planPhase(random, sealingFaults, index, isOfflineLong ? [longOffline] : []),
    open: planPhase(random, openingFaults, index + 4),
    openWay: index % 2 === 0 ? 'download-stream' : 'private-file',
  };
}

function planPhase(
  random: () => number,
  faults: (random: () => number) => readonly FaultRule[],
  turn: number,
  more: readonly Happening[] = [],
): Phase {
  const [first, second] = [turn, turn + 5].map((at) => happeningKinds[at % happeningKinds.length]);
  const happenings = [first, second].flatMap((make) => (make === undefined ? [] : [make(random)]));
  return {
    faultSeed: Math.floor(random() * 2 ** 31),
    faults: faults(random),
    happenings: [...more, ...happenings].toSorted((left, right) => left.after - right.after),
  };
}

/** Longer than any limit on a request or on an attempt in a row. */
const longOffline: Happening = { kind: 'offline', after: 2, seconds: 75 };

const early = (random: () => number): number => Math.floor(random() * 6);

/** Taken in turn, so that a campaign of a few waves has met them all. */
const happeningKinds: readonly ((random: () => number) => Happening)[] = [
  (random) => ({ kind: 'reload', after: early(random) }),
  (random) => ({ kind: 'offline', after: early(random), seconds: between(random, 2, 6) }),
  (random) => ({ kind: 'crash-worker', after: early(random) }),
  (random) => ({ kind: 'pause', after: early(random), which: random(), seconds: between(random, 1, 4) }),
  (random) => ({ kind: 'kill-browser', after: early(random) }),
  (random) => ({ kind: 'clock', after: early(random), offsetSeconds: 3600 * oneOf(random, [-5, -2, 2, 5]) }),
  (random) => ({ kind: 'cancel', after: early(random), which: random() }),
  (random) => ({ kind: 'unreachable', after: early(random), seconds: between(random, 2, 6) }),
  (random) => ({ kind: 'expire-credentials', after: early(random) }),
  (random) => ({ kind: 'crash-tab', after: early(random) }),
  (random) => ({ kind: 'cancel', after: 0, which: random() }),
];

function chooseSize(random: () => number): number {
  const drawn = random();
  if (drawn < 0.08) return oneOf(random, [0, 1]);
  if (drawn < 0.4) return 10 * KiB;
  if (drawn < 0.55) return 256 * KiB + oneOf(random, [-1, 0, 1]);
  return between(random, 5 * MiB, 40 * MiB);
}

function between(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

function oneOf(random: () => number, choices: readonly number[]): number {
  return choices[Math.floor(random() * choices.length)] ?? 0;
}
