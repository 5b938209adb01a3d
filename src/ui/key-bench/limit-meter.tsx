import type { ReactElement } from 'react';
import { Meter } from 'react-aria-components/Meter';
import { useBenchMessages } from './bench-messages.ts';

/** How much of a limit a text takes, in bytes. */
export function LimitMeter(props: { readonly length: number; readonly limit: number }): ReactElement {
  const { length, limit } = props;
  const text = useBenchMessages();
  const words = text.bytesOf(length, limit);
  const share = Math.min(1, length / limit);
  const state = length > limit ? 'over' : share > 0.9 ? 'near' : 'well';
  return (
    <Meter
      className="limit-meter"
      aria-label={text.meter}
      value={Math.min(length, limit)}
      maxValue={limit}
      valueLabel={words}
      data-state={state}
    >
      <span className="limit-track">
        <span className="limit-fill" style={{ transform: `scaleX(${share})` }} />
      </span>
      <span className="limit-words figure">
        <span>{words}</span>
        <span className="limit-over">{length > limit ? text.tooLong(length - limit) : null}</span>
      </span>
    </Meter>
  );
}
