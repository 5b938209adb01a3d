import { AppError, type ErrorData } from '../errors.ts';
import type { StoredFile, TransferId, TransferPhase, TransferSnapshot } from '../vault/contract.ts';
import { createListeners, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

/** One line of the transfers panel. `id` stays the same when it is tried again. */
export interface Transfer {
  readonly id: string;
  readonly kind: 'seal' | 'open';
  readonly name: string;
  /** where it is or will be stored; null until that is known */
  readonly key: string | null;
  readonly phase: TransferPhase;
  /** the person asked to cancel; the vault has not answered yet */
  readonly cancelling: boolean;
  /** the opened file, once it was handed over; null before, and for seals */
  readonly opened: File | null;
}

export interface TransferCounts {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

export interface TransfersState {
  /** in the order they were begun */
  readonly transfers: readonly Transfer[];
  readonly seal: TransferCounts;
  readonly open: TransferCounts;
  /** how many are not at their end */
  readonly live: number;
}

export interface TransfersStore extends ReadableStore<TransfersState> {
  readonly seal: (files: readonly File[]) => void;
  readonly open: (file: StoredFile) => void;
  /** Tries a failed or cancelled one again. */
  readonly retry: (id: string) => void;
  /** Opens a file although it lies elsewhere than it was sealed for. Only after it failed with `moved`. */
  readonly openAnyway: (id: string) => void;
  readonly cancel: (id: string) => void;
  readonly cancelAll: () => void;
  readonly retryFailed: () => void;
  /** Takes one that is at its end off the list. */
  readonly dismiss: (id: string) => void;
  /** Takes off the list what is done or cancelled; failures stay. */
  readonly clearFinished: () => void;
}

export interface TransfersParts {
  readonly vault: VaultLine;
  /** hands an opened file to the browser as a download */
  readonly save: (name: string, file: File) => void;
  /** runs the notification of many changes at once, a little later */
  readonly later?: (run: () => void) => void;
}

type Source =
  | { readonly kind: 'seal'; readonly file: File }
  | { readonly kind: 'open'; readonly key: string; readonly acceptMoved: boolean };

interface Job {
  readonly source: Source;
  /** the id the vault knows it by; a new one for every attempt */
  readonly attempt: TransferId;
  readonly shown: Transfer;
}

/** Milliseconds that changes are collected: thousands of files send thousands of events. */
const notifyDelay = 40;

export function isAtEnd(phase: TransferPhase): boolean {
  return phase.status === 'done' || phase.status === 'failed' || phase.status === 'cancelled';
}

/** What moves, has moved, or failed to. Every change is O(1); the snapshot is built when somebody looks. */
export function createTransfersStore(parts: TransfersParts): TransfersStore {
  const { vault, save, later = (run) => setTimeout(run, notifyDelay) } = parts;
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

  function update(id: string, change: Partial<Transfer>): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    jobs.set(id, { ...job, shown: { ...job.shown, ...change } });
    changed();
  }

  function remove(id: string): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    jobs.delete(id);
    idByAttempt.delete(job.attempt);
    changed();
  }

  function begin(id: string, name: string, source: Source): void {
    const attempt = crypto.randomUUID();
    const before = jobs.get(id);
    if (before !== undefined) idByAttempt.delete(before.attempt);
    idByAttempt.set(attempt, id);
    const key = source.kind === 'open' ? source.key : null;
    const phase: TransferPhase = { status: 'queued' };
    jobs.set(id, {
      source,
      attempt,
      shown: { id, kind: source.kind, name, key, phase, cancelling: false, opened: null },
    });
    changed();
    const asked =
      source.kind === 'seal'
        ? vault.send('seal', { id: attempt, file: source.file })
        : vault.send('open', { id: attempt, key: source.key, acceptMoved: source.acceptMoved });
    asked.catch((thrown: unknown) => fail(attempt, AppError.from(thrown).toData()));
  }

  function fail(attempt: TransferId, error: ErrorData): void {
    const id = idByAttempt.get(attempt);
    const job = id === undefined ? undefined : jobs.get(id);
    if (id === undefined || job === undefined || isAtEnd(job.shown.phase)) return;
    update(id, { phase: { status: 'failed', error }, cancelling: false });
  }

  function receive(event: TransferSnapshot): void {
    const id = idByAttempt.get(event.id);
    const job = id === undefined ? undefined : jobs.get(id);
    if (id === undefined || job === undefined || isAtEnd(job.shown.phase)) return;
    const cancelling = job.shown.cancelling && !isAtEnd(event.phase);
    update(id, { phase: event.phase, key: event.key ?? job.shown.key, cancelling });
  }

  function again(id: string, acceptMoved: boolean): void {
    const job = jobs.get(id);
    if (job === undefined || (job.shown.phase.status !== 'failed' && job.shown.phase.status !== 'cancelled'))
      return;
    const source =
      job.source.kind === 'open' && acceptMoved ? { ...job.source, acceptMoved: true } : job.source;
    begin(id, job.shown.name, source);
  }

  function cancel(id: string): void {
    const job = jobs.get(id);
    if (job === undefined || isAtEnd(job.shown.phase) || job.shown.cancelling) return;
    update(id, { cancelling: true });
    vault.send('cancel', { id: job.attempt }).catch(() => update(id, { cancelling: false }));
  }

  function each(statuses: readonly TransferPhase['status'][], act: (id: string) => void): void {
    for (const [id, job] of Array.from(jobs)) if (statuses.includes(job.shown.phase.status)) act(id);
  }

  vault.subscribe((event) => {
    if (event.type === 'transfer') receive(event.snapshot);
    if (event.type !== 'opened') return;
    const id = idByAttempt.get(event.id);
    if (id === undefined) return;
    update(id, { opened: event.file });
    save(event.name, event.file);
  });
  vault.onClose((why) => {
    if (why === 'crashed') {
      const crash = new AppError('vault-crashed', 'the vault worker ended while this was moving').toData();
      for (const job of Array.from(jobs.values())) fail(job.attempt, crash);
      return;
    }
    jobs.clear();
    idByAttempt.clear();
    changed();
  });

  return {
    get: () => (snapshot ??= snapshotOf([...jobs.values()].map((job) => job.shown))),
    subscribe: listeners.add,
    seal(files) {
      for (const file of files) begin(crypto.randomUUID(), file.name, { kind: 'seal', file });
    },
    open(file) {
      begin(crypto.randomUUID(), file.name, { kind: 'open', key: file.key, acceptMoved: false });
    },
    retry: (id) => again(id, false),
    openAnyway: (id) => again(id, true),
    cancel,
    cancelAll: () => each(['queued', 'preparing', 'moving', 'finishing'], cancel),
    retryFailed: () => each(['failed'], (id) => again(id, false)),
    dismiss(id) {
      const job = jobs.get(id);
      if (job !== undefined && isAtEnd(job.shown.phase)) remove(id);
    },
    clearFinished: () => each(['done', 'cancelled'], remove),
  };
}

function snapshotOf(transfers: readonly Transfer[]): TransfersState {
  return {
    transfers,
    seal: countsOf(transfers, 'seal'),
    open: countsOf(transfers, 'open'),
    live: transfers.filter((transfer) => !isAtEnd(transfer.phase)).length,
  };
}

function countsOf(transfers: readonly Transfer[], kind: Transfer['kind']): TransferCounts {
  const ofKind = transfers.filter((transfer) => transfer.kind === kind);
  return {
    total: ofKind.length,
    done: ofKind.filter((transfer) => transfer.phase.status === 'done').length,
    failed: ofKind.filter((transfer) => transfer.phase.status === 'failed').length,
  };
}
