import type { Transfer } from '../../state/transfer.ts';
import type { TracedCalls } from './traced-calls.ts';

export type Way = 'seal' | 'open';

/** What the drawing shows, by where it is. */
export type Place = 'file' | 'kms' | 'vault' | 'message' | 'store';

/** The steps of each way, in the order they begin. */
export const steps: Readonly<Record<Way, readonly Place[]>> = {
  seal: ['file', 'kms', 'vault', 'message', 'store'],
  open: ['store', 'message', 'kms', 'vault', 'file'],
};

/** The first of the steps that go on together while bytes move, from 1. */
const together: Readonly<Record<Way, number>> = { seal: 3, open: 4 };

/**
 * How many steps have begun: 0 to the number of steps, and one more when all are done. A transfer that ended otherwise, or waits,
 * does not tell: null.
 */
export function stepsBegun(
  { kind, phase }: Pick<Transfer, 'kind' | 'phase'>,
  calls: Pick<TracedCalls, 'kms' | 's3'>,
): number | null {
  const all = steps[kind].length;
  switch (phase.status) {
    case 'queued':
      return 1;
    case 'preparing':
      if (calls.kms !== null) return steps[kind].indexOf('kms') + 1;
      // The header came with the first bytes of the store.
      return kind === 'open' && calls.s3?.outcome === 'succeeded' ? 2 : 1;
    case 'checking':
      return together[kind];
    case 'moving':
    case 'finishing':
      return all;
    case 'done':
      return all + 1;
    case 'paused':
    case 'waiting':
      return phase.moved > 0 ? all : null;
    case 'failed':
    case 'cancelled':
      return null;
    default:
      return phase satisfies never;
  }
}

export type StepState = 'idle' | 'active' | 'done';

/** @param shown how many steps have begun, as shown now */
export function stateOf(place: Place, way: Way, shown: number, isMoving: boolean): StepState {
  const step = steps[way].indexOf(place) + 1;
  if (step > shown) return 'idle';
  if (step === shown) return 'active';
  return isMoving && step >= together[way] ? 'active' : 'done';
}

/** The share of the bytes that were moved, 0 to 1. */
export function shareMoved({ phase }: Pick<Transfer, 'phase'>): number {
  if (phase.status === 'done' || phase.status === 'finishing') return 1;
  if (!('moved' in phase) || phase.total === null) return 0;
  return phase.total === 0 ? 1 : Math.min(1, phase.moved / phase.total);
}

/** The transfer to be drawn: the one that is drawn already, as long as it runs or another does not; else the latest. */
export function followed(transfers: readonly Transfer[], drawn: string | null): Transfer | null {
  const latest = transfers.at(-1) ?? null;
  const current = transfers.find(({ id }) => id === drawn) ?? null;
  if (current === null) return latest;
  const { status } = current.phase;
  const ended = status === 'done' || status === 'failed' || status === 'cancelled';
  return ended ? latest : current;
}
