import { AppError } from '../errors.ts';
import type { RecordId } from '../vault/contract.ts';
import type { Job, TransferJobs } from './transfer-jobs.ts';
import { isAtEnd, isPausable, isPaused } from './transfer.ts';
import type { VaultLine } from './vault-line.ts';

/** What is asked of a transfer that is there. What does not fit its phase is not asked. */
export interface TransferAsks {
  readonly pause: (id: RecordId) => void;
  readonly resume: (id: RecordId) => void;
  readonly cancel: (id: RecordId) => void;
  /** Gives up a failed one that could go on: nothing of it is kept, and it leaves the list. */
  readonly discard: (id: RecordId) => void;
}

export function createTransferAsks(vault: VaultLine, jobs: TransferJobs): TransferAsks {
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

  return {
    pause(id) {
      const job = jobs.get(id);
      if (job !== undefined && isPausable(job.shown)) ask(job, 'pause');
    },
    resume(id) {
      const job = jobs.get(id);
      if (job !== undefined && !isAtEnd(job.shown.phase) && isPaused(job.shown)) ask(job, 'resume');
    },
    cancel(id) {
      const job = jobs.get(id);
      if (job !== undefined && !isAtEnd(job.shown.phase) && job.shown.asked !== 'cancel') ask(job, 'cancel');
    },
    discard(id) {
      const phase = jobs.get(id)?.shown.phase;
      if (phase?.status !== 'failed' || !phase.resumable) return;
      jobs.show(id, { asked: 'discard' });
      vault.send('discard', { record: id }).then(
        () => jobs.remove(id),
        (thrown: unknown) =>
          jobs.show(id, { asked: null, phase: { ...phase, error: AppError.from(thrown).toData() } }),
      );
    },
  };
}
