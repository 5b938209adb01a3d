import type { Bytes } from '../../bytes/bytes.ts';
import { createKeyReservations } from '../seal/free-key.ts';
import { createMemorySink } from '../open/memory-sink.ts';
import type { OpenPorts } from '../open/open-file.ts';
import { openFile } from '../open/open-file.ts';
import { createPacer } from '../pacer.ts';
import { sealFile, type SealPorts, type TransferStep } from '../seal/seal-file.ts';
import type { Sink } from '../sink-port.ts';
import type { Tuning } from '../tuning.ts';
import { createFakeKms, type FakeKms } from './fake-kms.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export const owner = 'eu-central-1:00000000-0000-0000-0000-000000000001';

export const smallFrame = 1024;
export const smallPart = 8 * smallFrame;

/** Frames of 1 KiB and parts of 8 frames: every boundary is near. */
export const smallTuning: Tuning = {
  frameLength: smallFrame,
  partLength: smallPart,
  lanes: 3,
  sendBudget: 4 * smallPart,
  readLength: 3 * smallFrame,
  body: 'buffer',
  firstRead: 700,
  fetchLength: 4 * smallFrame,
  lookahead: 3,
  wholeMessageLimit: 4096,
};

/** A sink that remembers what became of it. */
interface WatchedSink extends Sink {
  written: number;
  outcome: 'open' | 'committed' | 'discarded';
}

export interface SmallWorld {
  readonly store: MemoryStore;
  readonly kms: FakeKms;
  readonly sinks: WatchedSink[];
  readonly ports: SealPorts & OpenPorts;
  seal(
    file: File,
    options?: { signal?: AbortSignal; onStep?: (step: TransferStep) => void },
  ): Promise<{ key: string; bytes: number }>;
  open(
    key: string,
    options?: { signal?: AbortSignal; acceptMoved?: boolean; onStep?: (step: TransferStep) => void },
  ): Promise<{ file: File; bytes: number }>;
}

export function createSmallWorld(tuning: Partial<Tuning> = {}): SmallWorld {
  const store = createMemoryStore();
  const kms = createFakeKms();
  const sinks: WatchedSink[] = [];
  const ports: SealPorts & OpenPorts = {
    store,
    kms,
    reservations: createKeyReservations(),
    parts: createPacer({ concurrency: 4, perSecond: Infinity, burst: 1 }),
    tuning: { ...smallTuning, ...tuning },
    now: () => performance.now(),
    wait: () => Promise.resolve(),
    createSink: () => {
      const inner = createMemorySink('opened');
      const sink: WatchedSink = {
        written: 0,
        outcome: 'open',
        write: async (chunk) => {
          sink.written += chunk.length;
          await inner.write(chunk);
        },
        commit: () => {
          sink.outcome = 'committed';
          return inner.commit();
        },
        discard: () => {
          sink.outcome = 'discarded';
          return inner.discard();
        },
      };
      sinks.push(sink);
      return Promise.resolve(sink);
    },
  };
  const never = new AbortController().signal;
  return {
    store,
    kms,
    sinks,
    ports,
    seal: (file, { signal = never, onStep = () => {} } = {}) =>
      sealFile(ports, { file, identityId: owner, keyId: 'alias/files', signal, onStep }),
    open: (key, { signal = never, acceptMoved = false, onStep = () => {} } = {}) =>
      openFile(ports, { key, identityId: owner, acceptMoved, signal, onStep }),
  };
}

/** Bytes that differ from place to place, the same every time. */
export function patternBytes(length: number): Bytes {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >>> 9)) & 0xff);
}

export function fileOf(length: number, name = 'a.bin'): File {
  return new File([patternBytes(length)], name, { lastModified: 1 });
}
