import type { ReactElement } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import { isAtEnd, type Transfer } from '../../state/transfer.ts';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';

/** How far a transfer is, of what is known to be its size. */
export function TransferBar({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const { transfers: text } = useMessages();
  const { phase } = transfer;
  if (isAtEnd(phase)) return <div className="bar bar-ended" aria-hidden="true" />;
  const isOpenEnded = phase.status === 'preparing' || phase.status === 'finishing';
  const share = shareOf(phase);
  return (
    <ProgressBar
      className="bar"
      aria-label={visibleName(transfer.name)}
      value={share * 100}
      isIndeterminate={isOpenEnded}
      {...(phase.status === 'queued' ? { valueLabel: text.queued } : {})}
    >
      <div className="bar-fill" style={isOpenEnded ? {} : { transform: `scaleX(${share})` }} />
    </ProgressBar>
  );
}

function shareOf(phase: Transfer['phase']): number {
  if (!('moved' in phase) || phase.total === null) return 0;
  return phase.total === 0 ? 1 : Math.min(1, phase.moved / phase.total);
}
