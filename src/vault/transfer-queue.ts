import { AppError } from '../errors.ts';
import { isResumable } from '../transfer/is-resumable.ts';
import { createGate } from '../transfer/patience/gate.ts';
import type { Gate, Waiting } from '../transfer/patience-port.ts';
import type { TransferStep } from '../transfer/step.ts';
import type { RecordId, TransferId, TransferPhase, TransferSnapshot } from './contract.ts';

/** How much runs at once of each kind. A small file counts 1, a larger one 2: of those the parts fill the line by themselves. */
const roomFor = { seal: 6, open: 6 } as const;
const weightOf = (job: TransferJob): number => (job.isSmall ? 1 : 2);

export interface TransferJob {
  readonly id: TransferId;
  readonly record: RecordId;
  readonly kind: 'seal' | 'open';
  readonly name: string;
  readonly key: string | null;
  /** little more than its requests' round trips */
  readonly isSmall: boolean;
  /** a failure ends it: nothing that was done is there for a later attempt */
  readonly keepsNothing?: boolean;
  /** cancelled while it waited for its turn: `run` will not be called */
  readonly drop?: () => void;
  readonly run: (control: JobControl) => Promise<{ readonly key: string; readonly bytes: number }>;
}

/** A running transfer's line to its row on the page. */
export interface JobControl {
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly onStep: (step: TransferStep) => void;
  readonly onWaiting: (waiting: Waiting | null) => void;
}

/** Runs transfers in the order they came, a few of each kind at once. */
export interface TransferQueue {
  /** @throws AppError `internal` when the id was used before */
  add(job: TransferJob): void;
  pause(id: TransferId): void;
  resume(id: TransferId): void;
  /** Those that wait their turn get it in this order, before the one named, or last; one that began meanwhile: at once. */
  reorder(ids: readonly TransferId[], before: TransferId | null): void;
  /** In any phase. A transfer that ended, or never was, is left as it is. */
  cancel(id: TransferId): void;
  /** Cancels all and resolves when the last one has cleaned up. */
  cancelAll(): Promise<void>;
  /** The records of all that have not ended. */
  records(): ReadonlySet<RecordId>;
}

interface Entry {
  readonly job: TransferJob;
  readonly controller: AbortController;
  readonly gate: Gate;
  key: string | null;
  phase: TransferPhase;
  waiting: Waiting | null;
  moved: number;
  total: number | null;
}

/** @param onEnd hears of each end, after its snapshot; of a failure with its error */
export function createTransferQueue(
  emit: (snapshot: TransferSnapshot) => void,
  onEnd: (error: AppError | null) => void,
): TransferQueue {
  const known = new Set<TransferId>();
  /** of all that have not ended */
  const entries = new Map<TransferId, Entry>();
  let waiting: Entry[] = [];
  const running = new Map<Entry, Promise<void>>();

  const show = (entry: Entry, phase: TransferPhase): void => {
    entry.phase = phase;
    const { job, key } = entry;
    emit({ id: job.id, kind: job.kind, name: job.name, key, phase: shownPhase(entry) });
  };

  const controlOf = (entry: Entry): JobControl => ({
    signal: entry.controller.signal,
    gate: entry.gate,
    onStep({ key, ...phase }) {
      entry.key = key ?? entry.key;
      if ('moved' in phase) {
        entry.moved = phase.moved;
        entry.total = phase.total;
      }
      show(entry, phase);
    },
    onWaiting(reason) {
      entry.waiting = reason;
      show(entry, entry.phase);
    },
  });

  const perform = async (entry: Entry): Promise<void> => {
    const { keepsNothing = false } = entry.job;
    try {
      const { key, bytes } = await entry.job.run(controlOf(entry));
      entry.key = key;
      show(entry, { status: 'done', key, bytes });
      onEnd(null);
    } catch (thrown) {
      if (entry.controller.signal.aborted) {
        show(entry, { status: 'cancelled' });
        onEnd(null);
        return;
      }
      const error = AppError.from(thrown);
      show(entry, {
        status: 'failed',
        error: error.toData(),
        resumable: !keepsNothing && isResumable(error),
      });
      onEnd(error);
    }
  };

  const isMoving = ({ gate }: Entry): boolean => !gate.paused;
  const advance = (): void => {
    for (const kind of ['seal', 'open'] as const) {
      for (;;) {
        const busy = [...running.keys()].filter((entry) => entry.job.kind === kind && isMoving(entry));
        const room = roomFor[kind] - busy.reduce((sum, { job }) => sum + weightOf(job), 0);
        const index = waiting.findIndex((entry) => entry.job.kind === kind && isMoving(entry));
        const [next] = waiting.slice(index, index + 1);
        if (index < 0 || next === undefined || weightOf(next.job) > room) break;
        waiting.splice(index, 1);
        const end = perform(next).finally(() => {
          running.delete(next);
          entries.delete(next.job.id);
          advance();
        });
        running.set(next, end);
      }
    }
  };

  const cancel = (id: TransferId): void => {
    const index = waiting.findIndex(({ job }) => job.id === id);
    for (const entry of index < 0 ? [] : waiting.splice(index, 1)) {
      entries.delete(id);
      entry.job.drop?.();
      show(entry, { status: 'cancelled' });
    }
    for (const { job, controller } of running.keys()) if (job.id === id) controller.abort();
  };

  return {
    add(job) {
      if (known.has(job.id)) throw new AppError('internal', `transfer ${job.id} exists already`);
      known.add(job.id);
      const entry: Entry = {
        job,
        controller: new AbortController(),
        gate: createGate(),
        key: job.key,
        phase: { status: 'queued' },
        waiting: null,
        moved: 0,
        total: null,
      };
      entries.set(job.id, entry);
      show(entry, entry.phase);
      waiting.push(entry);
      advance();
    },
    pause(id) {
      const entry = entries.get(id);
      if (entry === undefined || entry.gate.paused) return;
      entry.gate.pause();
      show(entry, entry.phase);
      advance();
    },
    resume(id) {
      const entry = entries.get(id);
      if (entry === undefined || !entry.gate.paused) return;
      entry.gate.resume();
      show(entry, entry.phase);
      advance();
    },
    reorder(ids, before) {
      const places = new Map(ids.map((id, place) => [id, place]));
      const placeOf = ({ job }: Entry): number => places.get(job.id) ?? -1;
      const moved = waiting
        .filter((entry) => placeOf(entry) >= 0)
        .toSorted((a, b) => placeOf(a) - placeOf(b));
      const others = waiting.filter((entry) => placeOf(entry) < 0);
      const index = others.findIndex(({ job }) => job.id === before);
      const at = before === null ? others.length : Math.max(0, index);
      waiting = [...others.slice(0, at), ...moved, ...others.slice(at)];
    },
    cancel,
    async cancelAll() {
      for (const id of waiting.map(({ job }) => job.id)) cancel(id);
      for (const { controller } of running.keys()) controller.abort();
      await Promise.all(running.values());
    },
    records: () => new Set([...running.keys(), ...waiting].map(({ job }) => job.record)),
  };
}

/** What a transfer is at may be covered by a pause or a wait; its end never is. */
function shownPhase({ phase, gate, waiting, moved, total }: Entry): TransferPhase {
  if (phase.status === 'done' || phase.status === 'failed' || phase.status === 'cancelled') return phase;
  if (gate.paused && phase.status !== 'finishing') return { status: 'paused', moved, total };
  if (waiting === null) return phase;
  const { reason, milliseconds } = waiting;
  return {
    status: 'waiting',
    reason,
    moved,
    total,
    secondsLeft: milliseconds === null ? null : milliseconds / 1000,
  };
}
