import type { ReactElement } from 'react';
import { PushButton } from '../push-button.tsx';
import { useBenchMessages } from './bench-messages.ts';

/** Why a text does not fit, and the way out: an envelope. */
export function TooLong(props: {
  readonly title: string;
  readonly why: string;
  readonly onMove: () => void;
}): ReactElement {
  const { toEnvelope } = useBenchMessages();
  return (
    <div className="notice notice-plain">
      <div className="notice-text">
        <output>
          <p className="notice-title">{props.title}</p>
          <p>{props.why}</p>
        </output>
        <div className="notice-actions">
          <PushButton onPress={props.onMove}>{toEnvelope}</PushButton>
        </div>
      </div>
    </div>
  );
}
