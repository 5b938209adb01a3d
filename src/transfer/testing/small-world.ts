import type { Bytes } from '../../bytes/bytes.ts';
import { createLocalCrew } from '../local-crew.ts';
import { createGate } from '../patience/gate.ts';
import { createKeyReservations } from '../seal/key-reservations.ts';
import type { OpenPorts } from '../open/open-ports.ts';
import { openFile } from '../open/open-file.ts';
import { createPacer } from '../pacer.ts';
import type { UnsettledWrite } from '../seal/is-stored.ts';
import { sealFile, type SealPorts } from '../seal/seal-file.ts';
import type { OnTaken } from '../seal/seal-ports.ts';
import type { Sink } from '../sink-port.ts';
import type { TransferStep } from '../step.ts';
import type { Tuning } from '../tuning.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createMemoryJournal } from '../../journal/memory-journal.ts';
import { createFakeKms, type FakeKms } from './fake-kms.ts';
import type { StorageEncryption } from '../store-port.ts';
import { createMemoryStore, type MemoryStore } from './memory-store.ts';

export const owner = 'eu-central-1:00000000-0000-0000-0000-000000000001';

export const smallFrame = 1024;
export const smallPart = 8 * smallFrame;

/** Frames of 1 KiB and parts of 8 frames: every boundary is near. */
export const smallTuning: Tuning = {
  frameLength: smallFrame,
  partLength: smallPart,
  lanes: 3,
  mostLanes: 3,
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
  outcome: 'open' | 'committed' | 'discarded' | 'suspended';
}

export interface SmallWorld {
  readonly store: MemoryStore;
  readonly kms: FakeKms;
  readonly sinks: WatchedSink[];
  readonly ports: SealPorts & OpenPorts;
  seal(
    file: File,
    options?: {
      signal?: AbortSignal;
      onStep?: (step: TransferStep) => void;
      /** a new one unless given */
      record?: string;
      handle?: FileSystemFileHandle | null;
      storageEncryption?: StorageEncryption;
      onTaken?: OnTaken;
    },
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
  const claims = createMemoryClaims();
  let records = 0;
  const unsettled = new Map<string, UnsettledWrite>();
  const ports: SealPorts & OpenPorts = {
    store,
    kms,
    journal: createMemoryJournal(),
    claims,
    reservations: createKeyReservations(claims),
    crew: createLocalCrew(),
    gate: createGate(),
    clock: () => Date.now(),
    parts: createPacer({ concurrency: 4, perSecond: Infinity, burst: 1 }),
    tuning: { ...smallTuning, ...tuning },
    now: () => performance.now(),
    wait: () => Promise.resolve(),
    createSink: () => {
      const sink = createWatchedSink();
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
    seal: (
      file,
      {
        signal = never,
        onStep = () => {},
        record,
        handle = null,
        storageEncryption,
        onTaken = 'keep-both',
      } = {},
    ) =>
      sealFile(ports, {
        record: record ?? `record-${(records += 1)}`,
        file,
        handle,
        identityId: owner,
        folder: '',
        keyId: 'alias/files',
        storageEncryption: storageEncryption ?? { kind: 'bucket-default' },
        onTaken,
        unsettled: (record === undefined ? null : unsettled.get(record)) ?? null,
        onUnsettled: (write) => void (record !== undefined && unsettled.set(record, write)),
        signal,
        onStep,
      }),
    async open(key, { signal = never, acceptMoved = false, onStep = () => {} } = {}) {
      const request = { key, identityId: owner, acceptMoved, record: null, signal, onStep };
      const { file, bytes } = await openFile(ports, request);
      if (file === null) throw new Error('the sink handed no file over');
      return { file, bytes };
    },
  };
}

/** Collects in memory, whatever the length. */
function createWatchedSink(): WatchedSink {
  let pieces: Bytes[] = [];
  const end = (outcome: WatchedSink['outcome']): void => {
    sink.outcome = outcome;
    pieces = [];
  };
  const sink: WatchedSink = {
    name: 'memory',
    begun: 0,
    written: 0,
    outcome: 'open',
    async write(chunk) {
      sink.written += chunk.length;
      pieces.push(chunk.slice());
    },
    checkpoint: async () => null,
    async commit() {
      const file = new File(pieces, 'opened');
      end('committed');
      return file;
    },
    suspend: async () => end('suspended'),
    discard: async () => end('discarded'),
  };
  return sink;
}

/** Bytes that differ from place to place, the same every time. */
export function patternBytes(length: number): Bytes {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >>> 9)) & 0xff);
}

export function fileOf(length: number, name = 'a.bin'): File {
  return new File([patternBytes(length)], name, { lastModified: 1 });
}
