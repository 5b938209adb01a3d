import type { RecordId, TransferPhase } from '../vault/contract.ts';

/** What the person asked for and the vault has not done yet. */
export type Asked = 'pause' | 'resume' | 'cancel' | 'discard';

/** One line of the transfers panel. */
export interface Transfer {
  /** its record: the same through all attempts, reloads included */
  readonly id: RecordId;
  readonly kind: 'seal' | 'open';
  readonly name: string;
  /** where it is or will be stored; null until that is known */
  readonly key: string | null;
  readonly phase: TransferPhase;
  readonly asked: Asked | null;
  /** the vault died; it goes on when the next one has started */
  readonly restarting: boolean;
  /** what is done so far is kept when the page is left, once anything is */
  readonly outlivesPage: boolean;
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
  readonly pausable: number;
  readonly paused: number;
  /** failed, and what they did is kept */
  readonly resumable: number;
  /** how many leaving the page would stop, or lose */
  readonly atRisk: number;
  /** how many need the device awake */
  readonly busy: number;
}

export function isAtEnd(phase: TransferPhase): boolean {
  return phase.status === 'done' || phase.status === 'failed' || phase.status === 'cancelled';
}

export function isPaused({ phase, asked }: Transfer): boolean {
  return (phase.status === 'paused' || asked === 'pause') && asked !== 'resume';
}

export function isPausable(transfer: Transfer): boolean {
  const { phase, asked } = transfer;
  const canStop = !isAtEnd(phase) && phase.status !== 'finishing' && asked !== 'cancel';
  return canStop && !isPaused(transfer);
}

/** A paused one that outlives the page loses nothing when the page is left, unless it never began. */
function isAtRisk(transfer: Transfer): boolean {
  const { phase, outlivesPage } = transfer;
  if (isAtEnd(phase)) return false;
  return !(phase.status === 'paused' && phase.moved > 0 && outlivesPage);
}

/** Waiting for the network may take days: the device may sleep meanwhile. */
function isBusy({ phase }: Transfer): boolean {
  if (phase.status === 'waiting') return phase.secondsLeft !== null;
  return !isAtEnd(phase) && phase.status !== 'paused' && phase.status !== 'queued';
}

export function summarize(transfers: readonly Transfer[]): TransfersState {
  const count = (is: (transfer: Transfer) => boolean) => transfers.filter(is).length;
  return {
    transfers,
    seal: countsOf(transfers, 'seal'),
    open: countsOf(transfers, 'open'),
    live: count(({ phase }) => !isAtEnd(phase)),
    pausable: count(isPausable),
    paused: count((transfer) => !isAtEnd(transfer.phase) && isPaused(transfer)),
    resumable: count(({ phase }) => phase.status === 'failed' && phase.resumable),
    atRisk: count(isAtRisk),
    busy: count(isBusy),
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

/** What is still to be done of what was asked, now that the vault tells of this phase. */
export function stillAsked(asked: Asked | null, phase: TransferPhase): Asked | null {
  if (isAtEnd(phase)) return null;
  if (asked === 'pause' && phase.status === 'paused') return null;
  return asked === 'resume' && phase.status !== 'paused' ? null : asked;
}
