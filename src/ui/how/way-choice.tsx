import { useId, type ReactElement } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import type { Way } from './envelope-steps.ts';

const ways: readonly Way[] = ['seal', 'open'];

/** Which way a drawing shows. */
export function WayChoice(props: {
  readonly label: string;
  readonly way: Way;
  readonly onChoose: (way: Way) => void;
}): ReactElement {
  const { how: text } = useMessages();
  const name = useId();
  return (
    <fieldset className="way-choice">
      <legend className="visually-hidden">{props.label}</legend>
      {ways.map((way) => (
        <label key={way}>
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            checked={props.way === way}
            onChange={() => props.onChoose(way)}
          />
          {text.ways[way]}
        </label>
      ))}
    </fieldset>
  );
}
