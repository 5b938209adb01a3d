import type { RecordId } from '../vault/contract.ts';
import { waitingLines } from './plan-order.ts';
import {
  asksAboutName,
  isAtEnd,
  isPausable,
  isPaused,
  type GroupFacts,
  type GroupId,
  type Transfer,
  type TransferCounts,
  type TransferLine,
  type TransferTotals,
  type TransfersState,
} from './transfer.ts';

/**
 * What the panel shows of these transfers. Those whose group is unknown stand alone.
 * @param inRun those that were live since nothing was the last time
 */
export function summarize(
  transfers: readonly Transfer[],
  groups: ReadonlyMap<GroupId, GroupFacts>,
  inRun: ReadonlySet<RecordId>,
): TransfersState {
  const all = totalsOf(transfers);
  const count = (is: (transfer: Transfer) => boolean) => transfers.filter(is).length;
  return {
    transfers,
    lines: linesOf(transfers, groups),
    run: totalsOf(transfers.filter(({ id }) => inRun.has(id))),
    waiting: waitingLines(transfers, null),
    seal: countsOf(transfers, 'seal'),
    open: countsOf(transfers, 'open'),
    live: all.live,
    pausable: all.pausable,
    paused: all.paused,
    resumable: count(({ phase }) => phase.status === 'failed' && phase.resumable),
    taken: transfers.filter(asksAboutName),
    atRisk: count(isAtRisk),
    busy: count(isBusy),
  };
}

function linesOf(
  transfers: readonly Transfer[],
  groups: ReadonlyMap<GroupId, GroupFacts>,
): readonly TransferLine[] {
  const members = new Map<GroupId, Transfer[]>();
  const order: (Transfer | GroupFacts)[] = [];
  for (const transfer of transfers) {
    const facts = transfer.group === null ? undefined : groups.get(transfer.group);
    if (facts === undefined) order.push(transfer);
    else {
      const known = members.get(facts.id);
      if (known === undefined) order.push(facts);
      if (known === undefined) members.set(facts.id, [transfer]);
      else known.push(transfer);
    }
  }
  return order.map((one): TransferLine => {
    if ('phase' in one) return { kind: 'one', transfer: one };
    const own = members.get(one.id) ?? [];
    const waiting = waitingLines(own, one.id);
    return { kind: 'group', group: { ...one, ...totalsOf(own), transfers: own, waiting } };
  });
}

function totalsOf(transfers: readonly Transfer[]): TransferTotals {
  const totals = {
    total: 0,
    done: 0,
    failed: 0,
    live: 0,
    pausable: 0,
    paused: 0,
    queued: 0,
    moved: 0,
    size: 0,
  };
  for (const transfer of transfers) {
    const { phase, size } = transfer;
    totals.total += 1;
    if (phase.status === 'done') totals.done += 1;
    if (phase.status === 'failed') totals.failed += 1;
    if (phase.status === 'queued') totals.queued += 1;
    if (!isAtEnd(phase)) totals.live += 1;
    if (isPausable(transfer)) totals.pausable += 1;
    if (!isAtEnd(phase) && isPaused(transfer)) totals.paused += 1;
    if (phase.status === 'cancelled' || phase.status === 'failed') continue;
    totals.size += size;
    totals.moved += size * shareOf(transfer);
  }
  return totals;
}

/** How much of a transfer is behind it. */
function shareOf({ phase }: Transfer): number {
  if (isAtEnd(phase) || phase.status === 'finishing') return 1;
  if (!('moved' in phase) || phase.total === null || phase.total === 0) return 0;
  return Math.min(1, phase.moved / phase.total);
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

function countsOf(transfers: readonly Transfer[], kind: Transfer['kind']): TransferCounts {
  const { total, done, failed } = totalsOf(transfers.filter((transfer) => transfer.kind === kind));
  return { total, done, failed };
}
