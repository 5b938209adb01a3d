import type {
  OpenTarget,
  RecordId,
  StorageKind,
  TransferId,
  TransferPhase,
  UnsettledWrite,
} from '../vault/contract.ts';
import type { OnTaken } from '../vault/filing-contract.ts';
import type { ChangedName, Leaving, PlannedFile, SafePath } from '../vault/opening-contract.ts';
import { createListeners } from './store.ts';
import { summarize } from './summarize-transfers.ts';
import type { Reordering } from './plan-order.ts';
import { isAtEnd, type GroupFacts, type GroupId, type Transfer, type TransfersState } from './transfer.ts';

/** A file to be sealed. `handle`: where the browser gave one, kept so that a later page can go on without asking for the file. */
export interface SealSource {
  readonly kind: 'seal';
  readonly file: File;
  readonly handle: FileSystemFileHandle | null;
  /** what the vault was sending last: it may have arrived although the vault did not hear of it, or died */
  readonly unsettled: UnsettledWrite | null;
  /** what was chosen when it was begun; null: as its record says, or the deployment */
  readonly storageEncryption: StorageKind | null;
  /** where it is stored, as in `StoredFolder`; a record that goes on keeps its own */
  readonly folder: string;
  /** where its name is taken: `leave` asks the person */
  readonly onTaken: OnTaken;
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

/** A sealed file on the device. It lies nowhere that it could have been moved from, and nobody has it once the page is left. */
export interface LocalSource {
  readonly kind: 'local';
  readonly file: File;
  /** bytes, for whoever chooses a target */
  readonly size: number;
  readonly acceptMoved: true;
  /** null: it must be chosen (again) first */
  readonly target: OpenTarget | null;
}

/** Many stored files that are opened into one ZIP archive. */
export interface ArchiveSource {
  readonly kind: 'archive';
  readonly files: readonly Omit<PlannedFile, 'taken'>[];
  readonly emptyFolders: readonly SafePath[];
  readonly changed: readonly ChangedName[];
  /** bytes, for whoever chooses a target */
  readonly size: number;
  readonly acceptMoved: boolean;
  readonly leaving: Leaving | null;
  /** null: it must be chosen (again) first */
  readonly target: OpenTarget | null;
}

/** Whatever is opened. */
export type OpeningSource = OpenSource | LocalSource | ArchiveSource;

export interface Job {
  readonly source: SealSource | OpeningSource;
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
  /** A group that jobs of its id belong to; it is seen as long as there are any. */
  readonly putGroup: (facts: GroupFacts) => void;
  /** Without such a job, nothing happens. */
  readonly show: (id: string, change: Partial<Transfer>) => void;
  readonly remove: (id: string) => void;
  /** Puts jobs before another, or last (null). O(n). */
  readonly reorder: (order: Reordering) => void;
  readonly clear: () => void;
  /** As they are now, in the order they were begun. */
  readonly all: () => readonly Job[];
  readonly snapshot: () => TransfersState;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createTransferJobs(later: (run: () => void) => void): TransferJobs {
  let jobs = new Map<string, Job>();
  /** those that were live since nothing was the last time */
  const inRun = new Set<string>();
  let live = 0;
  const idByAttempt = new Map<TransferId, string>();
  const groups = new Map<GroupId, GroupFacts>();
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

  /** What ended before anything of this was begun is not part of how far it is. */
  function countRun(before: Job | undefined, after: Job | null): void {
    const was = before !== undefined && !isAtEnd(before.shown.phase);
    const is = after !== null && !isAtEnd(after.shown.phase);
    if (is && live === 0) inRun.clear();
    if (is) inRun.add(after.shown.id);
    live += Number(is) - Number(was);
  }

  function put(job: Job): void {
    const { id } = job.shown;
    const replaced = jobs.get(id);
    const before = replaced?.attempt ?? null;
    if (before !== null) idByAttempt.delete(before);
    countRun(replaced, job);
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
    putGroup(facts) {
      groups.set(facts.id, facts);
      changed();
    },
    show(id, change) {
      const job = jobs.get(id);
      if (job !== undefined) put({ ...job, shown: { ...job.shown, ...change } });
    },
    remove(id) {
      const job = jobs.get(id);
      if (job === undefined) return;
      jobs.delete(id);
      inRun.delete(id);
      countRun(job, null);
      if (job.attempt !== null) idByAttempt.delete(job.attempt);
      changed();
    },
    clear() {
      jobs.clear();
      inRun.clear();
      live = 0;
      idByAttempt.clear();
      groups.clear();
      changed();
    },
    reorder({ ids, before }) {
      const moved = new Set(ids);
      const entries: [string, Job][] = [];
      const puts = (): void => {
        for (const id of ids) {
          const job = jobs.get(id);
          if (job !== undefined) entries.push([id, job]);
        }
      };
      for (const [id, job] of jobs) {
        if (id === before) puts();
        if (!moved.has(id)) entries.push([id, job]);
      }
      if (before === null) puts();
      jobs = new Map(entries);
      changed();
    },
    all: () => Array.from(jobs.values()),
    snapshot: () =>
      (snapshot ??= summarize(
        Array.from(jobs.values(), (job) => job.shown),
        groups,
        inRun,
      )),
    subscribe: listeners.add,
  };
}

/** How a job looks before the vault told anything of it. */
export function freshTransfer(
  id: RecordId,
  name: string,
  source: Job['source'],
  group: GroupId | null,
): Transfer {
  return {
    id,
    kind: source.kind === 'seal' ? 'seal' : 'open',
    name,
    group,
    archive:
      source.kind === 'archive' ? { files: source.files.length, changed: source.changed, leftOut: [] } : null,
    size: source.kind === 'seal' ? source.file.size : source.size,
    key: source.kind === 'open' ? source.key : null,
    phase: { status: 'queued' },
    asked: null,
    restarting: false,
    outlivesPage:
      source.kind === 'seal' || (source.kind === 'open' && source.target?.kind === 'private-file'),
    opened: null,
  };
}

/** A stream is spent by one attempt, and a place that had no room or may not be used any more has to be another. */
export function needsTarget({ kind, target }: OpeningSource, phase: TransferPhase): boolean {
  if (target === null || target.kind === 'download-stream') return true;
  // What keeps nothing for a later attempt left nothing when it failed, not even the file.
  if (kind !== 'open' && target.kind === 'picked-file') return true;
  if (target.kind === 'directory-file') return false;
  if (phase.status !== 'failed' || phase.resumable) return false;
  return ['permission-lost', 'disk-full', 'storage-unavailable', 'file-too-large'].includes(phase.error.code);
}
