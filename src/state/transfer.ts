import type { ChangedName, LeftOut } from '../vault/opening-contract.ts';
import type { RecordId, TransferPhase } from '../vault/contract.ts';

export type { ChangedName, LeftOut };

/** What the person asked for and the vault has not done yet. */
export type Asked = 'pause' | 'resume' | 'cancel' | 'discard';

/** Transfers that were begun together. */
export type GroupId = string;

/** One line of the transfers panel. */
export interface Transfer {
  /** its record: the same through all attempts, reloads included */
  readonly id: RecordId;
  readonly kind: 'seal' | 'open';
  /** of one in a group, with the folders that it lies in there */
  readonly name: string;
  readonly group: GroupId | null;
  /** many files in one; null: a file */
  readonly archive: {
    readonly files: number;
    /** names that could not be taken as they are */
    readonly changed: readonly ChangedName[];
    /** what is not in it, once that is known */
    readonly leftOut: readonly LeftOut[];
  } | null;
  /** bytes, as far as they are known before it moves */
  readonly size: number;
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

/** How many of some transfers are at what, and how many bytes. */
export interface TransferTotals extends TransferCounts {
  /** how many are not at their end */
  readonly live: number;
  readonly pausable: number;
  readonly paused: number;
  /** waiting their turn */
  readonly queued: number;
  /** bytes done and in all; those of cancelled and failed ones count for neither */
  readonly moved: number;
  readonly size: number;
}

/** What a group is, apart from its transfers. */
export interface GroupFacts {
  readonly id: GroupId;
  readonly kind: 'seal' | 'open';
  /** of the folder that all of it is; null where it is more than one thing */
  readonly name: string | null;
  /** names that could not be taken as they are */
  readonly changed: readonly ChangedName[];
}

export interface TransferGroup extends GroupFacts, TransferTotals {
  /** in the order they were begun, or were put in; never empty */
  readonly transfers: readonly Transfer[];
  /** those that wait their turn, in that order */
  readonly waiting: readonly RecordId[];
}

/** One line of the panel as a whole. */
export type TransferLine =
  | { readonly kind: 'one'; readonly transfer: Transfer }
  | { readonly kind: 'group'; readonly group: TransferGroup };

export interface TransfersState {
  /** in the order they were begun, or were put in */
  readonly transfers: readonly Transfer[];
  /** the same, with those of a group together in the place of its first */
  readonly lines: readonly TransferLine[];
  /** of all that was live since nothing was the last time: how far it is */
  readonly run: TransferTotals;
  /** the lines that something of waits its turn, in the order of their turns: ids of groups and of transfers in none */
  readonly waiting: readonly string[];
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
  /** those that wait for the person to say what happens where their name is taken */
  readonly taken: readonly Transfer[];
  /** how many need the device awake */
  readonly busy: number;
}

/** It was to be sealed, and waits for the person to say what happens to the one that has its name. */
export function asksAboutName({ kind, phase }: Pick<Transfer, 'kind' | 'phase'>): boolean {
  return kind === 'seal' && phase.status === 'failed' && phase.error.code === 'name-taken';
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

/** What is still to be done of what was asked, now that the vault tells of this phase. */
export function stillAsked(asked: Asked | null, phase: TransferPhase): Asked | null {
  if (isAtEnd(phase)) return null;
  if (asked === 'pause' && phase.status === 'paused') return null;
  return asked === 'resume' && phase.status !== 'paused' ? null : asked;
}
