import { AppError, type ErrorData } from '../errors.ts';
import type {
  RecordId,
  StorageKind,
  StoredFile,
  TransferId,
  TransferPhase,
  TransferSnapshot,
  UnsettledWrite,
} from '../vault/contract.ts';
import { recoverFromCrashes } from './crash-recovery.ts';
import type { ReadableStore } from './store.ts';
import { createTargetChoice, type ChooseTarget } from './target-choice.ts';
import {
  createTransferJobs,
  freshTransfer,
  needsTarget,
  type Job,
  type OpenSource,
  type SealSource,
} from './transfer-jobs.ts';
import { isAtEnd, isPausable, isPaused, stillAsked, type Transfer, type TransfersState } from './transfer.ts';
import type { VaultLine } from './vault-line.ts';

export interface ChosenFile {
  readonly file: File;
  /** the file's own, where the browser gives one */
  readonly handle: FileSystemFileHandle | null;
}

export interface TransfersStore extends ReadableStore<TransfersState> {
  /** O(1), where `get` may have to summarize thousands. */
  readonly find: (id: RecordId) => Transfer | undefined;
  readonly seal: (files: readonly ChosenFile[]) => void;
  /** Within a click: the browser may ask where the file goes. */
  readonly open: (file: StoredFile) => void;
  /** Goes on with one that an earlier page did not end. */
  readonly goOn: (record: RecordId, name: string, source: SealSource | OpenSource) => void;
  /** Tries a failed or cancelled one again; from where it stopped, if that was kept. Within a click. */
  readonly retry: (id: RecordId) => void;
  /** Opens a file although it lies elsewhere than it was sealed for. Only after it failed with `moved`. Within a click. */
  readonly openAnyway: (id: RecordId) => void;
  readonly pause: (id: RecordId) => void;
  readonly resume: (id: RecordId) => void;
  readonly pauseAll: () => void;
  readonly resumeAll: () => void;
  readonly cancel: (id: RecordId) => void;
  readonly cancelAll: () => void;
  /** Tries again what failed and asks nothing of the person. */
  readonly retryFailed: () => void;
  /** Gives up a failed one that could go on: nothing of it is kept, and it leaves the list. */
  readonly discard: (id: RecordId) => void;
  /** Takes one that is at its end off the list. */
  readonly dismiss: (id: RecordId) => void;
  /** Takes off the list what is done or cancelled; failures stay. */
  readonly clearFinished: () => void;
}

export interface TransfersParts {
  readonly vault: VaultLine;
  readonly chooseTarget: ChooseTarget;
  /** what the store is asked for when a file is begun */
  readonly chooseStorage: () => StorageKind;
  /** hands an opened file to the browser as a download */
  readonly save: (name: string, file: File) => void;
  /** runs the notification of many changes at once, a little later */
  readonly later?: (run: () => void) => void;
}

/** Milliseconds that changes are collected: thousands of files send thousands of events. */
const notifyDelay = 40;

/** What moves, has moved, or failed to. */
export function createTransfersStore(parts: TransfersParts): TransfersStore {
  const { vault, chooseTarget, chooseStorage, save, later = (run) => setTimeout(run, notifyDelay) } = parts;
  const jobs = createTransferJobs(later);
  const choice = createTargetChoice(chooseTarget);

  function begin(id: RecordId, name: string, source: Job['source']): void {
    jobs.put({ source, attempt: null, crashes: 0, shown: freshTransfer(id, name, source) });
    if (vault.isReady()) submit(id);
    else jobs.show(id, { restarting: true });
  }

  /** Hands a job to the vault, under an attempt of its own. */
  function submit(id: RecordId): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    const attempt = crypto.randomUUID();
    jobs.put({ ...job, attempt });
    const { source } = job;
    let asked: Promise<null>;
    if (source.kind === 'seal') {
      const { file, handle, unsettled, storageEncryption } = source;
      const input = { id: attempt, record: id, file, handle, unsettled, storageEncryption };
      asked = vault.send('seal', input);
    } else {
      const { key, acceptMoved, target } = source;
      if (target === null) throw new TypeError('an opening was begun without a target');
      asked = vault.send('open', { id: attempt, record: id, key, acceptMoved, target });
    }
    asked.catch((thrown: unknown) => fail(jobs.ofAttempt(attempt), AppError.from(thrown).toData(), false));
  }

  function fail(job: Job | undefined, error: ErrorData, resumable: boolean): void {
    if (job === undefined || isAtEnd(job.shown.phase)) return;
    const phase: TransferPhase = { status: 'failed', error, resumable };
    jobs.show(job.shown.id, { phase, asked: null, restarting: false });
  }

  function receive(event: TransferSnapshot): void {
    const job = jobs.ofAttempt(event.id);
    if (job === undefined || isAtEnd(job.shown.phase)) return;
    jobs.show(job.shown.id, {
      phase: event.phase,
      key: event.key ?? job.shown.key,
      asked: stillAsked(job.shown.asked, event.phase),
      restarting: false,
    });
  }

  function keepUnsettled({ id, write }: { readonly id: TransferId; readonly write: UnsettledWrite }): void {
    const job = jobs.ofAttempt(id);
    if (job?.source.kind === 'seal') jobs.put({ ...job, source: { ...job.source, unsettled: write } });
  }

  /** Within the click. A new one has no line before it has a target; one that is tried again keeps its own. */
  function place(id: RecordId, name: string, source: OpenSource, subject: string): void {
    void choice.ask(
      subject,
      { name, size: source.size },
      (target) => begin(id, name, { ...source, target }),
      (error) => {
        const unplaced = { ...source, target: null };
        jobs.put({ source: unplaced, attempt: null, crashes: 0, shown: freshTransfer(id, name, unplaced) });
        fail(jobs.get(id), error, false);
      },
    );
  }

  function again(id: RecordId, acceptMoved: boolean): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    const { source, shown } = job;
    if ((shown.phase.status !== 'failed' && shown.phase.status !== 'cancelled') || shown.asked !== null)
      return;
    if (source.kind === 'seal') begin(id, shown.name, source);
    else {
      const next = { ...source, acceptMoved: source.acceptMoved || acceptMoved };
      if (needsTarget(source, shown.phase)) place(id, shown.name, next, id);
      else begin(id, shown.name, next);
    }
  }

  /** Shows what was asked at once, and takes that back if the vault will not have it. */
  function ask(job: Job, command: 'pause' | 'resume' | 'cancel'): void {
    const { id } = job.shown;
    // A vault that is still to come gets the job as it is wanted then.
    if (job.attempt === null) {
      jobs.show(id, { asked: command === 'resume' ? null : command });
      return;
    }
    const { attempt } = job;
    jobs.show(id, { asked: command });
    vault.send(command, { id: attempt }).catch(() => {
      const now = jobs.ofAttempt(attempt);
      if (now?.shown.asked === command) jobs.show(id, { asked: null });
    });
  }

  function pause(id: RecordId): void {
    const job = jobs.get(id);
    if (job !== undefined && isPausable(job.shown)) ask(job, 'pause');
  }

  function resume(id: RecordId): void {
    const job = jobs.get(id);
    if (job !== undefined && !isAtEnd(job.shown.phase) && isPaused(job.shown)) ask(job, 'resume');
  }

  function cancel(id: RecordId): void {
    const job = jobs.get(id);
    if (job !== undefined && !isAtEnd(job.shown.phase) && job.shown.asked !== 'cancel') ask(job, 'cancel');
  }

  function discard(id: RecordId): void {
    const phase = jobs.get(id)?.shown.phase;
    if (phase?.status !== 'failed' || !phase.resumable) return;
    jobs.show(id, { asked: 'discard' });
    vault.send('discard', { record: id }).then(
      () => jobs.remove(id),
      (thrown: unknown) =>
        jobs.show(id, { asked: null, phase: { ...phase, error: AppError.from(thrown).toData() } }),
    );
  }

  function each(is: (transfer: Transfer) => boolean, act: (id: RecordId) => void): void {
    for (const { shown } of jobs.all()) if (is(shown)) act(shown.id);
  }

  vault.subscribe((event) => {
    if (event.type === 'transfer') receive(event.snapshot);
    if (event.type === 'unsettled') keepUnsettled(event);
    if (event.type !== 'opened') return;
    const job = jobs.ofAttempt(event.id);
    if (job === undefined) return;
    jobs.show(job.shown.id, { opened: event.file });
    save(event.name, event.file);
  });
  recoverFromCrashes({ vault, jobs, submit, fail });
  vault.onClose((why) => {
    if (why !== 'ended') return;
    choice.drop();
    jobs.clear();
  });

  return {
    get: jobs.snapshot,
    subscribe: jobs.subscribe,
    find: (id) => jobs.get(id)?.shown,
    seal(files) {
      const storageEncryption = chooseStorage();
      for (const { file, handle } of files) {
        const source = { kind: 'seal', file, handle, unsettled: null, storageEncryption } as const;
        begin(crypto.randomUUID(), file.name, source);
      }
    },
    open({ key, name, storedSize }) {
      const source: OpenSource = { kind: 'open', key, size: storedSize, acceptMoved: false, target: null };
      place(crypto.randomUUID(), name, source, key);
    },
    goOn: begin,
    retry: (id) => again(id, false),
    openAnyway: (id) => again(id, true),
    pause,
    resume,
    pauseAll: () => each(isPausable, pause),
    resumeAll: () => each(isPaused, resume),
    cancel,
    cancelAll: () => each(({ phase }) => !isAtEnd(phase), cancel),
    retryFailed() {
      for (const { source, shown } of jobs.all()) {
        const asks = source.kind === 'open' && needsTarget(source, shown.phase);
        if (shown.phase.status === 'failed' && !asks) again(shown.id, false);
      }
    },
    discard,
    dismiss(id) {
      const phase = jobs.get(id)?.shown.phase;
      if (phase !== undefined && isAtEnd(phase)) jobs.remove(id);
    },
    clearFinished: () => each(({ phase }) => isAtEnd(phase) && phase.status !== 'failed', jobs.remove),
  };
}
