import { memo, type ReactElement } from 'react';
import type { TransfersState } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** What there is to be acted on, as values that compare: most changes of the state are progress, and no button's business. */
interface BulkFacts {
  readonly hasPausable: boolean;
  readonly hasPaused: boolean;
  readonly hasLive: boolean;
  readonly hasFinished: boolean;
  /** more than one that failed and asks nothing */
  readonly hasManyFailed: boolean;
}

export function bulkFacts(state: TransfersState): BulkFacts {
  const failed = state.seal.failed + state.open.failed;
  return {
    hasPausable: state.pausable > 0,
    hasPaused: state.paused > 0,
    hasLive: state.live > 0,
    hasFinished: state.transfers.length - state.live - failed > 0,
    hasManyFailed: failed - state.taken.length > 1,
  };
}

/** What can be done with all transfers at once. */
export const BulkActions = memo(function BulkActions(
  props: BulkFacts & { readonly transfers: TransfersStore },
): ReactElement {
  const { hasPausable, hasPaused, hasLive, hasFinished, hasManyFailed, transfers } = props;
  const { transfers: text } = useMessages();
  // One button that changes, so that the focus stays on it.
  const resumes = !hasPausable && hasPaused;
  return (
    <div className="bulk-actions">
      <PushButton
        look="quiet"
        size="small"
        isDisabled={!hasPausable && !hasPaused}
        onPress={() => (resumes ? transfers.resumeAll() : transfers.pauseAll())}
      >
        {resumes ? text.resumeAll : text.pauseAll}
      </PushButton>
      {hasPausable && hasPaused ? (
        <PushButton look="quiet" size="small" onPress={() => transfers.resumeAll()}>
          {text.resumeAll}
        </PushButton>
      ) : null}
      <PushButton look="quiet" size="small" isDisabled={!hasLive} onPress={() => transfers.cancelAll()}>
        {text.cancelAll}
      </PushButton>
      {hasManyFailed ? (
        <PushButton look="quiet" size="small" onPress={() => transfers.retryFailed()}>
          {text.retryFailed}
        </PushButton>
      ) : null}
      <PushButton look="quiet" size="small" isDisabled={!hasFinished} onPress={transfers.clearFinished}>
        {text.clearFinished}
      </PushButton>
    </div>
  );
});
