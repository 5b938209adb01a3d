import { AppError, type ErrorData } from '../errors.ts';
import type { RecordId } from '../vault/contract.ts';
import type { Job, TransferJobs } from './transfer-jobs.ts';
import { isAtEnd, isPaused } from './transfer.ts';
import type { VaultLine } from './vault-line.ts';

/** A transfer under which more vaults died than this goes on only when the person says so: it may be what they die of. */
const crashLimit = 3;

/**
 * Carries transfers over from a vault that died to the one that follows: the page still has the files, and the records tell the
 * new vault where to go on. What was being written to a place that died with the vault fails by name.
 */
export function recoverFromCrashes(parts: {
  readonly vault: VaultLine;
  readonly jobs: TransferJobs;
  readonly submit: (id: RecordId) => void;
  readonly fail: (job: Job, error: ErrorData, resumable: boolean) => void;
}): void {
  const { vault, jobs, submit, fail } = parts;

  function afterCrash(job: Job): void {
    const { shown } = job;
    // Those that nothing was done for yet are not to blame.
    const idle = shown.phase.status === 'queued' || shown.phase.status === 'paused';
    const crashes = idle ? job.crashes : job.crashes + 1;
    const wanted = isPaused(shown) ? 'pause' : shown.asked === 'cancel' ? 'cancel' : null;
    const carried: Job = {
      ...job,
      attempt: null,
      crashes,
      shown: { ...shown, phase: { status: 'queued' }, asked: wanted, restarting: true },
    };
    jobs.put(carried);
    const canGoOn = outlivesVault(job);
    if (wanted === 'cancel' || (canGoOn && crashes <= crashLimit)) return;
    const error = new AppError('vault-crashed', 'the vault worker ended while this was moving', {
      details: { crashes },
    });
    fail(carried, error.toData(), canGoOn);
  }

  /** The person wanted it gone, and the vault that was told so is no more. */
  async function giveUp(id: RecordId): Promise<void> {
    await vault.send('discard', { record: id }).catch(() => null);
    jobs.show(id, { phase: { status: 'cancelled' }, asked: null, restarting: false });
  }

  function onReady(job: Job): void {
    const { id, asked } = job.shown;
    if (asked === 'cancel') {
      void giveUp(id);
      return;
    }
    submit(id);
    const attempt = jobs.get(id)?.attempt ?? null;
    if (asked === 'pause' && attempt !== null) {
      vault.send('pause', { id: attempt }).catch(() => jobs.show(id, { asked: null }));
    }
  }

  vault.onClose((why) => {
    if (why !== 'crashed') return;
    for (const job of jobs.all()) if (!isAtEnd(job.shown.phase)) afterCrash(job);
  });
  vault.onReady(() => {
    for (const job of jobs.all()) if (job.attempt === null && !isAtEnd(job.shown.phase)) onReady(job);
  });
}

function outlivesVault({ source, attempt, shown }: Job): boolean {
  if (source.kind === 'seal' || attempt === null) return true;
  const target = source.target?.kind;
  if (target === 'picked-file') return shown.phase.status === 'queued';
  return target === 'private-file' || target === 'memory';
}
