import type { RecordId } from '../vault/contract.ts';
import type { GroupId, Transfer } from './transfer.ts';

/** Where something that waits is put among the others that do. */
export type NewPlace = 'first' | 'earlier' | 'later';

/** A line that waits: a transfer, or a group by its id. */
export type LineId = string;

/** Some come before another, or last (null). */
export interface Reordering {
  readonly ids: readonly RecordId[];
  readonly before: RecordId | null;
}

function isWaitingTurn({ phase, asked }: Transfer): boolean {
  return phase.status === 'queued' && asked !== 'cancel';
}

/**
 * What waits, line by line, in the order of its turns. A transfer of a group is part of its group's line.
 * @param within those of one group, each by itself; null: the lines of the panel
 */
export function waitingLines(transfers: readonly Transfer[], within: GroupId | null): readonly LineId[] {
  const lines = new Set<LineId>();
  for (const transfer of transfers) {
    if (!isWaitingTurn(transfer)) continue;
    if (within === null) lines.add(transfer.group ?? transfer.id);
    else if (transfer.group === within) lines.add(transfer.id);
  }
  return [...lines];
}

/**
 * How transfers are put in another order so that a line gets another place. What already moves keeps its own.
 * @param transfers in their order
 * @returns `shown`: of the list, where a group moves as a whole; `turns`: of those that wait; null where the line is there already
 */
export function planOrder(
  transfers: readonly Transfer[],
  line: LineId,
  place: NewPlace,
): { readonly shown: Reordering; readonly turns: Reordering } | null {
  const isGroup = transfers.some(({ group }) => group === line);
  const within = isGroup ? null : (transfers.find(({ id }) => id === line)?.group ?? null);
  const lines = waitingLines(transfers, within);
  const index = lines.indexOf(line);
  const next = place === 'first' ? 0 : place === 'earlier' ? index - 1 : index + 2;
  if (index < 0 || (place === 'later' ? index === lines.length - 1 : index === 0)) return null;
  const isOf = (of: LineId) => (transfer: Transfer) =>
    transfer.id === of || (within === null && transfer.group === of);
  const neighbour = lines[next];
  const order = (all: readonly Transfer[]): Reordering => {
    const ids = all.filter(isOf(line)).map(({ id }) => id);
    if (neighbour !== undefined) return { ids, before: all.find(isOf(neighbour))?.id ?? null };
    // Behind the last one of those it is put among, which need not be the last of all.
    const last = lines.at(-1) ?? line;
    const behind = all.findLastIndex(isOf(last)) + 1;
    return { ids, before: all.slice(behind).find((transfer) => !isOf(line)(transfer))?.id ?? null };
  };
  return { shown: order(transfers), turns: order(transfers.filter(isWaitingTurn)) };
}
