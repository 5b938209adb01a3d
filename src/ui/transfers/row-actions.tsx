import { memo, type ReactElement } from 'react';
import { isAtEnd, isPausable, isPaused, type Transfer } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { visibleName } from '../format/visible-name.ts';
import { callsAddress } from '../calls/calls-address.ts';
import { CrossIcon, PauseIcon, PlayIcon, TraceIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

export interface RowProps {
  readonly transfer: Transfer;
  readonly transfers: TransfersStore;
  readonly save: (name: string, file: File) => void;
}

/** The buttons beside a name. Pause and Resume are one button that changes, so that the focus stays on it. */
export function RowActions(props: RowProps): ReactElement {
  const { transfer, transfers } = props;
  const paused = isPaused(transfer);
  return (
    <>
      {transfer.phase.status === 'queued' ? null : <CallsLink transfer={transfer} />}
      {isAtEnd(transfer.phase) ? (
        <EndedActions {...props} />
      ) : (
        <LiveActions
          id={transfer.id}
          name={transfer.name}
          paused={paused}
          stops={paused || isPausable(transfer)}
          transfers={transfers}
        />
      )}
    </>
  );
}

/** To what this transfer asked of AWS, call by call. */
function CallsLink({ transfer }: Pick<RowProps, 'transfer'>): ReactElement {
  const { calls: text } = useMessages();
  return (
    <a
      className="button button-quiet button-small"
      href={callsAddress(transfer.id)}
      aria-label={text.callsOf(visibleName(transfer.name))}
    >
      <TraceIcon />
    </a>
  );
}

/** By values that compare: progress does not render buttons anew. */
const LiveActions = memo(function LiveActions(props: {
  readonly id: Transfer['id'];
  readonly name: string;
  readonly paused: boolean;
  /** it can be paused, or is */
  readonly stops: boolean;
  readonly transfers: TransfersStore;
}): ReactElement {
  const { id, paused, stops, transfers } = props;
  const { transfers: text } = useMessages();
  const name = visibleName(props.name);
  return (
    <>
      {stops ? (
        <PushButton
          key="pause"
          size="small"
          look="quiet"
          label={paused ? text.resumeNamed(name) : text.pauseNamed(name)}
          onPress={() => (paused ? transfers.resume(id) : transfers.pause(id))}
        >
          {paused ? <PlayIcon /> : <PauseIcon />}
        </PushButton>
      ) : null}
      <PushButton
        key="cancel"
        size="small"
        look="quiet"
        label={text.cancelNamed(name)}
        onPress={() => transfers.cancel(id)}
      >
        {text.cancel}
      </PushButton>
    </>
  );
});

function EndedActions({ transfer, transfers, save }: RowProps): ReactElement {
  const { transfers: text } = useMessages();
  const { id, phase, opened } = transfer;
  const name = visibleName(transfer.name);
  return (
    <>
      {phase.status === 'cancelled' ? (
        <PushButton
          size="small"
          look="quiet"
          label={text.retryNamed(name)}
          onPress={() => transfers.retry(id)}
        >
          {text.retry}
        </PushButton>
      ) : null}
      {opened === null ? null : (
        <PushButton
          size="small"
          look="quiet"
          label={text.saveAgainNamed(name)}
          onPress={() => save(transfer.name, opened)}
        >
          {text.saveAgain}
        </PushButton>
      )}
      {phase.status === 'failed' && phase.resumable ? null : (
        <PushButton
          size="small"
          look="quiet"
          label={text.dismissNamed(name)}
          onPress={() => transfers.dismiss(id)}
        >
          <CrossIcon />
        </PushButton>
      )}
    </>
  );
}
