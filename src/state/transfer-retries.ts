import type { ErrorData } from '../errors.ts';
import type { RecordId, TransferPhase } from '../vault/contract.ts';
import type { Leaving } from '../vault/opening-contract.ts';
import { mayUse } from './file-permission.ts';
import type { TargetChoice } from './target-choice.ts';
import type { TransferAttempts } from './transfer-attempts.ts';
import { isIn } from './transfer-group.ts';
import { needsTarget, type OpeningSource, type TransferJobs } from './transfer-jobs.ts';
import { asksAboutName, type GroupId } from './transfer.ts';

/** What an attempt may do that the one before it did not. */
interface Retry {
  readonly acceptMoved?: boolean;
  /** the note of what an archive is opened without */
  readonly note?: Leaving['note'];
}

/** Finds a place for what is opened, and tries again what ended. */
export interface TransferRetries {
  /** Within the click. A new one has no line before it has a target; one that is tried again keeps its own. */
  readonly place: (id: RecordId, name: string, source: OpeningSource, subject: string) => void;
  /** Within the click. What did not end otherwise than well is left as it is. */
  readonly again: (id: RecordId, retry: Retry) => void;
  /** Those that ask nothing of the person. */
  readonly againWhere: (is: (error: ErrorData) => boolean, group?: GroupId | null) => void;
}

export function createTransferRetries(
  jobs: TransferJobs,
  { begin, show, fail }: TransferAttempts,
  choice: TargetChoice,
): TransferRetries {
  function place(id: RecordId, name: string, source: OpeningSource, subject: string): void {
    void choice.ask(
      subject,
      { name, size: source.size },
      (target) => begin(id, name, { ...source, target }),
      (error) => {
        show(id, name, { ...source, target: null });
        fail(jobs.get(id), error, false);
      },
    );
  }

  function again(id: RecordId, retry: Retry): void {
    const job = jobs.get(id);
    if (job === undefined) return;
    const { source, shown } = job;
    const { phase, name } = shown;
    if ((phase.status !== 'failed' && phase.status !== 'cancelled') || shown.asked !== null) return;
    if (source.kind === 'seal') {
      begin(id, name, source);
      return;
    }
    const next = changed(source, phase, retry);
    if (needsTarget(source, phase)) place(id, name, next, id);
    else if (source.target?.kind === 'directory-file' && lostPermission(phase))
      void allowAgain(id, name, next, source.target.directory);
    else begin(id, name, next);
  }

  /** Within the click: the browser asks whether the chosen folder may be written again. */
  async function allowAgain(
    id: RecordId,
    name: string,
    source: OpeningSource,
    directory: FileSystemDirectoryHandle,
  ): Promise<void> {
    try {
      await mayUse(directory, 'readwrite');
    } catch {
      return;
    }
    if (jobs.get(id)?.shown.phase.status === 'failed') begin(id, name, source);
  }

  return {
    place,
    again,
    againWhere(is, group = null) {
      for (const { source, shown } of jobs.all()) {
        if (!isIn(shown, group)) continue;
        const { id, phase } = shown;
        const asks = source.kind !== 'seal' && needsTarget(source, phase);
        if (phase.status === 'failed' && !asks && !asksAboutName(shown) && is(phase.error)) again(id, {});
      }
    },
  };
}

/** What is tried next, with what the person allowed. */
function changed(
  source: OpeningSource,
  phase: TransferPhase,
  { acceptMoved = false, note }: Retry,
): OpeningSource {
  if (source.kind === 'local') return source;
  const next = { ...source, acceptMoved: source.acceptMoved || acceptMoved };
  if (next.kind !== 'archive' || note === undefined) return next;
  const known = next.leaving?.known ?? [];
  const entry = phase.status === 'failed' ? phase.error.details['entry'] : undefined;
  const failed =
    phase.status === 'failed' && typeof entry === 'string'
      ? [{ path: entry.split('/'), code: phase.error.code }]
      : [];
  return { ...next, leaving: { known: [...known, ...failed], note } };
}

function lostPermission(phase: TransferPhase): boolean {
  return phase.status === 'failed' && phase.error.code === 'permission-lost';
}
