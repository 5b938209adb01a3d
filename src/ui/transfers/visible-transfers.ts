import type { Transfer } from '../../state/transfer.ts';

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
  if (transfers.length <= limit) return transfers;
  const chosen = new Set<Transfer>();
  for (const rank of [0, 1, 2, 3]) {
    for (const transfer of transfers) {
      if (chosen.size === limit) break;
      if (importance[transfer.phase.status] === rank) chosen.add(transfer);
    }
  }
  return transfers.filter((transfer) => chosen.has(transfer));
}
