import type { ReactElement } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { TransferTotals } from '../../state/transfer.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PaceWords, shareOf } from './pace-words.tsx';

/** How far all is that moves or waits, where that is more than one transfer. */
export function AllTransfers({ run }: { readonly run: TransferTotals }): ReactElement | null {
  const { transfers: text } = useMessages();
  if (run.live < 2) return null;
  const share = shareOf(run);
  return (
    <div className="transfers-all">
      <ProgressBar className="bar" aria-label={text.all} value={share * 100}>
        <div className="bar-fill" style={{ transform: `scaleX(${share})` }} />
      </ProgressBar>
      <p className="transfer-words figure">
        <PaceWords totals={run} />
      </p>
    </div>
  );
}
