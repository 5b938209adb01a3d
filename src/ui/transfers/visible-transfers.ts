import type { Transfer, TransferLine } from '../../state/transfer.ts';

const importance: Readonly<Record<Transfer['phase']['status'], number>> = {
  moving: 0,
  preparing: 0,
  checking: 0,
  finishing: 0,
  waiting: 0,
  failed: 1,
  paused: 2,
  queued: 2,
  done: 3,
  cancelled: 3,
};

/** At most `limit` of them, the most telling ones, in the order they were begun. All of them while they fit. */
export function visibleTransfers(transfers: readonly Transfer[], limit: number): readonly Transfer[] {
  return mostTelling(transfers, limit, ({ phase }) => importance[phase.status]);
}

/** As `visibleTransfers`, with a group as one line. */
export function visibleLines(lines: readonly TransferLine[], limit: number): readonly TransferLine[] {
  return mostTelling(lines, limit, (line) => {
    if (line.kind === 'one') return importance[line.transfer.phase.status];
    if (line.group.live > 0) return 0;
    return line.group.failed > 0 ? 1 : 3;
  });
}

function mostTelling<Item>(
  items: readonly Item[],
  limit: number,
  rankOf: (item: Item) => number,
): readonly Item[] {
  if (items.length <= limit) return items;
  const chosen = new Set<Item>();
  for (const rank of [0, 1, 2, 3]) {
    for (const item of items) {
      if (chosen.size === limit) break;
      if (rankOf(item) === rank) chosen.add(item);
    }
  }
  return items.filter((item) => chosen.has(item));
}
