import type {
  OpenTarget,
  RecordId,
  StorageKind,
  TransferId,
  TransferPhase,
  UnsettledWrite,
} from '../vault/contract.ts';
import { createListeners } from './store.ts';
import { summarize, type Transfer, type TransfersState } from './transfer.ts';

/** A file to be sealed. `handle`: where the browser gave one, kept so that a later page can go on without asking for the file. */
export interface SealSource {
  readonly kind: 'seal';
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
  /** what the vault was sending last: it may have arrived although the vault did not hear of it, or died */
  readonly unsettled: UnsettledWrite | null;
  /** what was chosen when it was begun; null: as its record says, or the deployment */
  readonly storageEncryption: StorageKind | null;
}

export interface OpenSource {
  readonly kind: 'open';
  readonly key: string;
  /** bytes, for whoever chooses a target */
  readonly size: number;
  readonly acceptMoved: boolean;
  /** null: it must be chosen (again) first */
  readonly target: OpenTarget | null;
}

export interface Job {
  readonly source: SealSource | OpenSource;
  /** the id the vault knows it by, another for every attempt; null while no vault has it */
  readonly attempt: TransferId | null;
  /** vaults that died while this was moving, since the person last began it */
  readonly crashes: number;
  readonly shown: Transfer;
}

/** The jobs behind the panel. Every change is O(1); the snapshot is built when somebody looks. */
export interface TransferJobs {
  readonly get: (id: string) => Job | undefined;
  /** A job whose attempt this is, and no former one. */
  readonly ofAttempt: (attempt: TransferId) => Job | undefined;
  /** Adds it, or replaces the one with its id in its place. */
  readonly put: (job: Job) => void;
  /** Without such a job, nothing happens. */
  readonly show: (id: string, change: Partial<Transfer>) => void;
  readonly remove: (id: string) => void;
  readonly clear: () => void;
  /** As they are now, in the order they were begun. */
  readonly all: () => readonly Job[];
  readonly snapshot: () => TransfersState;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createTransferJobs(later: (run: () => void) => void): TransferJobs {
  const jobs = new Map<string, Job>();
  const idByAttempt = new Map<TransferId, string>();
  const listeners = createListeners<[]>();
  let snapshot: TransfersState | null = null;
  let notifyPlanned = false;

  function changed(): void {
    snapshot = null;
    if (notifyPlanned) return;
    notifyPlanned = true;
    later(() => {
      notifyPlanned = false;
      listeners.call();
    });
  }

  function put(job: Job): void {
    const { id } = job.shown;
    const before = jobs.get(id)?.attempt ?? null;
    if (before !== null) idByAttempt.delete(before);
    if (job.attempt !== null) idByAttempt.set(job.attempt, id);
    jobs.set(id, job);
    changed();
  }

  return {
    get: (id) => jobs.get(id),
    ofAttempt(attempt) {
      const id = idByAttempt.get(attempt);
      return id === undefined ? undefined : jobs.get(id);
    },
    put,
    show(id, change) {
      const job = jobs.get(id);
      if (job !== undefined) put({ ...job, shown: { ...job.shown, ...change } });
    },
    remove(id) {
      const job = jobs.get(id);
      if (job === undefined) return;
      jobs.delete(id);
      if (job.attempt !== null) idByAttempt.delete(job.attempt);
      changed();
    },
    clear() {
      jobs.clear();
      idByAttempt.clear();
      changed();
    },
    all: () => Array.from(jobs.values()),
    snapshot: () => (snapshot ??= summarize(Array.from(jobs.values(), (job) => job.shown))),
    subscribe: listeners.add,
  };
}

/** How a job looks before the vault told anything of it. */
export function freshTransfer(id: RecordId, name: string, source: Job['source']): Transfer {
  return {
    id,
    kind: source.kind,
    name,
    key: source.kind === 'open' ? source.key : null,
    phase: { status: 'queued' },
    asked: null,
    restarting: false,
    outlivesPage: source.kind === 'seal' || source.target?.kind === 'private-file',
    opened: null,
  };
}

/** A stream is spent by one attempt, and a place that had no room or may not be used any more has to be another. */
export function needsTarget({ target }: OpenSource, phase: TransferPhase): boolean {
  if (target === null || target.kind === 'download-stream') return true;
  if (phase.status !== 'failed' || phase.resumable) return false;
  return ['permission-lost', 'disk-full', 'storage-unavailable', 'file-too-large'].includes(phase.error.code);
}
