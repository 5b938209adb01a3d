import type { ReactElement } from 'react';
import type { KeyEvent } from '../../state/workbench.ts';
import { useBenchMessages } from './bench-messages.ts';

/** The moments of a data key from birth to its end, with their times. */
export function KeyLife(props: {
  readonly events: readonly KeyEvent[];
  /** drawn in the browser, with no service asked */
  readonly isOffline: boolean;
}): ReactElement {
  const { events, isOffline } = props;
  const { envelope: text } = useBenchMessages();
  const words = isOffline ? { ...text.life, ...text.lifeOffline } : text.life;
  return (
    <div className="key-life">
      <h5>{text.lifeTitle}</h5>
      <ol>
        {events.map(({ moment, at }) => {
          const [name, about] = words[moment];
          return (
            <li key={moment} data-moment={moment}>
              <p className="key-life-name">{name}</p>
              <p className="key-life-time figure">{text.milliseconds(at)}</p>
              <p className="key-life-about soft">{about}</p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
