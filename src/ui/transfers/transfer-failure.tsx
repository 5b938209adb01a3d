import type { ReactElement } from 'react';
import { asksAboutName, type Transfer } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { ErrorFacts } from '../error-notice.tsx';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { TakenChoices } from './taken-names.tsx';
import { PushButton } from '../push-button.tsx';

/** Why a transfer ended, what the person can do, and the facts for an engineer. */
export function TransferFailure(props: {
  readonly transfer: Transfer;
  readonly transfers: TransfersStore;
}): ReactElement | null {
  const { transfer, transfers } = props;
  const { describeError, transfers: text } = useMessages();
  const { phase, id } = transfer;
  if (phase.status !== 'failed') return null;
  const { title, advice } = describeError(phase.error);
  const name = visibleName(transfer.name);
  const { entry } = phase.error.details;
  const isMoved = phase.error.code === 'moved' && transfer.kind === 'open';
  return (
    <div className="transfer-failure">
      <div role="alert">
        <p className="notice-title">{title}</p>
        {typeof entry === 'string' ? <p>{text.inFile(visibleName(entry))}</p> : null}
        <p>{advice}</p>
        {phase.resumable ? <p>{text.kept}</p> : null}
      </div>
      <div className="notice-actions">
        {asksAboutName(transfer) ? (
          <TakenChoices transfer={transfer} transfers={transfers} />
        ) : (
          <PushButton
            size="small"
            label={phase.resumable ? text.resumeNamed(name) : text.retryNamed(name)}
            onPress={() => transfers.retry(id)}
          >
            {phase.resumable ? text.resume : text.retry}
          </PushButton>
        )}
        {isMoved ? (
          <PushButton
            size="small"
            label={text.openAnywayNamed(name)}
            onPress={() => transfers.openAnyway(id)}
          >
            {text.openAnyway}
          </PushButton>
        ) : null}
        {transfer.archive !== null && typeof entry === 'string' ? (
          <PushButton
            look="quiet"
            size="small"
            label={text.leaveOutNamed(name)}
            onPress={() => transfers.retryLeavingOut(id, text.leftOutNote)}
          >
            {text.leaveOut}
          </PushButton>
        ) : null}
        {phase.resumable ? (
          <PushButton
            look="quiet"
            size="small"
            label={text.discardNamed(name)}
            onPress={() => transfers.discard(id)}
          >
            {transfer.asked === 'discard' ? text.discarding : text.discard}
          </PushButton>
        ) : null}
      </div>
      <ErrorFacts error={phase.error} />
    </div>
  );
}
