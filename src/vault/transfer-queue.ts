import { AppError } from '../errors.ts';
import type { TransferStep } from '../transfer/step.ts';
import type { TransferId, TransferPhase, TransferSnapshot } from './contract.ts';

/** Files that are sealed, and opened, at the same time; the others wait their turn. */
const filesAtOnce = { seal: 3, open: 2 } as const;

export interface TransferJob {
  readonly id: TransferId;
  readonly kind: 'seal' | 'open';
  readonly name: string;
  readonly key: string | null;
  readonly run: (
    signal: AbortSignal,
    onStep: (step: TransferStep) => void,
  ) => Promise<{ readonly key: string; readonly bytes: number }>;
}

/** Runs transfers in the order they came, a few of each kind at once. */
export interface TransferQueue {
  /** @throws AppError `internal` when the id was used before */
  add(job: TransferJob): void;
  /** In any phase. A transfer that ended, or never was, is left as it is. */
  cancel(id: TransferId): void;
  /** Cancels all and resolves when the last one has cleaned up. */
  cancelAll(): Promise<void>;
}

interface Entry {
  readonly job: TransferJob;
  readonly controller: AbortController;
  key: string | null;
}

/** @param onFailure hears each failure, after its snapshot */
export function createTransferQueue(
  emit: (snapshot: TransferSnapshot) => void,
  onFailure: (error: AppError) => void,
): TransferQueue {
  const known = new Set<TransferId>();
  const waiting: Entry[] = [];
  const running = new Map<Entry, Promise<void>>();

  const show = ({ job, key }: Entry, phase: TransferPhase): void => {
    emit({ id: job.id, kind: job.kind, name: job.name, key, phase });
  };

  const perform = async (entry: Entry): Promise<void> => {
    const { job, controller } = entry;
    try {
      const { key, bytes } = await job.run(controller.signal, (step) => {
        const { key, ...phase } = step;
        entry.key = key ?? entry.key;
        show(entry, phase);
      });
      entry.key = key;
      show(entry, { status: 'done', key, bytes });
    } catch (thrown) {
      if (controller.signal.aborted) {
        show(entry, { status: 'cancelled' });
        return;
      }
      const error = AppError.from(thrown);
      show(entry, { status: 'failed', error: error.toData() });
      onFailure(error);
    }
  };

  const advance = (): void => {
    for (const kind of ['seal', 'open'] as const) {
      for (;;) {
        const busy = [...running.keys()].filter(({ job }) => job.kind === kind).length;
        const index = waiting.findIndex(({ job }) => job.kind === kind);
        if (busy >= filesAtOnce[kind] || index < 0) break;
        for (const entry of waiting.splice(index, 1)) {
          const end = perform(entry).finally(() => {
            running.delete(entry);
            advance();
          });
          running.set(entry, end);
        }
      }
    }
  };

  const cancel = (id: TransferId): void => {
    const index = waiting.findIndex(({ job }) => job.id === id);
    for (const entry of index < 0 ? [] : waiting.splice(index, 1)) show(entry, { status: 'cancelled' });
    for (const { job, controller } of running.keys()) if (job.id === id) controller.abort();
  };

  return {
    add(job) {
      if (known.has(job.id)) throw new AppError('internal', `transfer ${job.id} exists already`);
      known.add(job.id);
      const entry: Entry = { job, controller: new AbortController(), key: job.key };
      show(entry, { status: 'queued' });
      waiting.push(entry);
      advance();
    },
    cancel,
    async cancelAll() {
      for (const id of waiting.map(({ job }) => job.id)) cancel(id);
      for (const { controller } of running.keys()) controller.abort();
      await Promise.all(running.values());
    },
  };
}
