import type { ReactElement } from 'react';
import type { TransferGroup } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** How many of a group failed, and what the first of them died of. Each says for itself what is wrong with it. */
export function GroupFailure(props: {
  readonly group: TransferGroup;
  readonly name: string;
  readonly transfers: TransfersStore;
}): ReactElement | null {
  const { group, name, transfers } = props;
  const { describeError, transfers: text } = useMessages();
  const { phase } = group.transfers.find((one) => one.phase.status === 'failed') ?? {};
  if (phase?.status !== 'failed') return null;
  return (
    <div className="transfer-failure">
      <div role="alert">
        <p className="notice-title">{text.failedFirst(group.failed, describeError(phase.error).title)}</p>
      </div>
      <div className="notice-actions">
        <PushButton
          size="small"
          label={text.retryNamed(name)}
          onPress={() => transfers.retryFailed(group.id)}
        >
          {text.retry}
        </PushButton>
      </div>
    </div>
  );
}
