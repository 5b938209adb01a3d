import type { ReactElement } from 'react';
import type { TransferTotals } from '../../state/transfer.ts';
import { formatRate, formatSize, timeLeft } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { usePace } from './use-pace.ts';

/** How much of many transfers is done, how fast they move, and how long they still take. */
export function PaceWords({ totals }: { readonly totals: TransferTotals }): ReactElement {
  const { locale, transfers: text } = useMessages();
  const { rate, secondsLeft } = usePace(totals);
  const { live, moved, size } = totals;
  if (live === 0) return <span>{formatSize(size, locale)}</span>;
  return (
    <>
      <span>{text.movedOf(formatSize(Math.round(moved), locale), formatSize(size, locale))}</span>
      <span>{rate === null ? null : formatRate(rate, locale)}</span>
      <span>{secondsLeft === null ? null : text.timeLeft(timeLeft(secondsLeft))}</span>
    </>
  );
}

/** How much of many transfers is done: by their bytes, by their number where they have none. */
export function shareOf({ moved, size, done, total }: TransferTotals): number {
  if (size > 0) return Math.min(1, moved / size);
  return total === 0 ? 0 : done / total;
}
