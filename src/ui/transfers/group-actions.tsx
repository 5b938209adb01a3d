import type { ReactElement } from 'react';
import type { TransferGroup } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { CrossIcon, PauseIcon, PlayIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** What can be done with all of a group. Pause and Resume are one button that changes, so that the focus stays on it. */
export function GroupActions(props: {
  readonly group: TransferGroup;
  readonly name: string;
  readonly transfers: TransfersStore;
}): ReactElement {
  const { group, name, transfers } = props;
  const { transfers: text } = useMessages();
  const { id, live, pausable, paused } = group;
  if (live === 0) {
    return (
      <PushButton
        key="dismiss"
        size="small"
        look="quiet"
        label={text.dismissNamed(name)}
        onPress={() => transfers.clearGroup(id)}
      >
        <CrossIcon />
      </PushButton>
    );
  }
  const resumes = pausable === 0 && paused > 0;
  return (
    <>
      {pausable + paused === 0 ? null : (
        <PushButton
          key="pause"
          size="small"
          look="quiet"
          label={resumes ? text.resumeNamed(name) : text.pauseNamed(name)}
          onPress={() => (resumes ? transfers.resumeAll(id) : transfers.pauseAll(id))}
        >
          {resumes ? <PlayIcon /> : <PauseIcon />}
        </PushButton>
      )}
      <PushButton
        key="cancel"
        size="small"
        look="quiet"
        label={text.cancelNamed(name)}
        onPress={() => transfers.cancelAll(id)}
      >
        {text.cancel}
      </PushButton>
    </>
  );
}
