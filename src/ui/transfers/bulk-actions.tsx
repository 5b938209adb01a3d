import type { ReactElement } from 'react';
import type { TransfersState } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** What can be done with all transfers at once. */
export function BulkActions(props: {
  readonly state: TransfersState;
  readonly transfers: TransfersStore;
}): ReactElement | null {
  const { state, transfers } = props;
  const { transfers: text } = useMessages();
  const failed = state.seal.failed + state.open.failed;
  const finished = state.transfers.length - state.live - failed;
  // One button that changes, so that the focus stays on it.
  const resumes = state.pausable === 0 && state.paused > 0;
  if (state.transfers.length === 0) return null;
  return (
    <div className="bulk-actions">
      <PushButton
        look="quiet"
        size="small"
        isDisabled={state.pausable === 0 && state.paused === 0}
        onPress={() => (resumes ? transfers.resumeAll() : transfers.pauseAll())}
      >
        {resumes ? text.resumeAll : text.pauseAll}
      </PushButton>
      {state.pausable > 0 && state.paused > 0 ? (
        <PushButton look="quiet" size="small" onPress={() => transfers.resumeAll()}>
          {text.resumeAll}
        </PushButton>
      ) : null}
      <PushButton
        look="quiet"
        size="small"
        isDisabled={state.live === 0}
        onPress={() => transfers.cancelAll()}
      >
        {text.cancelAll}
      </PushButton>
      {failed - state.taken.length > 1 ? (
        <PushButton look="quiet" size="small" onPress={() => transfers.retryFailed()}>
          {text.retryFailed}
        </PushButton>
      ) : null}
      <PushButton look="quiet" size="small" isDisabled={finished === 0} onPress={transfers.clearFinished}>
        {text.clearFinished}
      </PushButton>
    </div>
  );
}
