import { AppError, type ErrorData } from '../errors.ts';
import type {
  RecordId,
  TransferId,
  TransferPhase,
  TransferSnapshot,
  UnsettledWrite,
} from '../vault/contract.ts';
import { freshTransfer, type Job, type TransferJobs } from './transfer-jobs.ts';
import { isAtEnd, stillAsked, type GroupId } from './transfer.ts';
import type { VaultLine } from './vault-line.ts';

/** Hands jobs to the vault, each time under an attempt of its own, and follows what it tells of them. */
export interface TransferAttempts {
  /** `group`: of a new one; one that is tried again stays in its own. */
  readonly begin: (id: RecordId, name: string, source: Job['source'], group?: GroupId | null) => void;
  /** A new one is there, or one that was, but nothing asks the vault for it yet. */
  readonly show: (id: RecordId, name: string, source: Job['source'], group?: GroupId | null) => void;
  readonly submit: (id: RecordId) => void;
  readonly fail: (job: Job | undefined, error: ErrorData, resumable: boolean) => void;
}

export function createTransferAttempts(vault: VaultLine, jobs: TransferJobs): TransferAttempts {
  function show(id: RecordId, name: string, source: Job['source'], group: GroupId | null = null): void {
    const shown = freshTransfer(id, name, source, jobs.get(id)?.shown.group ?? group);
    jobs.put({ source, attempt: null, crashes: 0, shown });
  }

  function submit(id: RecordId): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    const attempt = crypto.randomUUID();
    jobs.put({ ...job, attempt });
    ask(vault, job, attempt).catch((thrown: unknown) =>
      fail(jobs.ofAttempt(attempt), AppError.from(thrown).toData(), false),
    );
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

  vault.subscribe((event) => {
    if (event.type === 'transfer') receive(event.snapshot);
    if (event.type === 'unsettled') keepUnsettled(event);
    if (event.type !== 'left-out') return;
    const shown = jobs.ofAttempt(event.id)?.shown;
    if (shown?.archive) jobs.show(shown.id, { archive: { ...shown.archive, leftOut: event.files } });
  });

  return {
    begin(id, name, source, group) {
      show(id, name, source, group);
      if (vault.isReady()) submit(id);
      else jobs.show(id, { restarting: true });
    },
    show,
    submit,
    fail,
  };
}

function ask(vault: VaultLine, { source, shown }: Job, attempt: TransferId): Promise<null> {
  const ids = { id: attempt, record: shown.id };
  if (source.kind === 'seal') {
    const { file, handle, unsettled, storageEncryption, folder, onTaken } = source;
    return vault.send('seal', { ...ids, file, handle, unsettled, storageEncryption, folder, onTaken });
  }
  const { target, acceptMoved } = source;
  if (target === null) throw new TypeError('an opening was begun without a target');
  if (source.kind === 'open') {
    const { key, size } = source;
    return vault.send('open', { ...ids, key, size, acceptMoved, target });
  }
  const { name } = shown;
  if (source.kind === 'local') return vault.send('openLocal', { ...ids, file: source.file, name, target });
  const { files, emptyFolders, leaving } = source;
  return vault.send('openArchive', { ...ids, name, files, emptyFolders, acceptMoved, leaving, target });
}
