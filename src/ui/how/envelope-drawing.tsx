import type { ReactElement, ReactNode } from 'react';
import { formatDuration } from '../format/durations.ts';
import { BoxIcon, CheckIcon, DropIcon, KeyIcon, LockIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { stateOf, steps, type Place, type Way } from './envelope-steps.ts';
import type { TracedCalls } from './traced-calls.ts';

const icons: Readonly<Record<Place, () => ReactElement>> = {
  file: DropIcon,
  kms: KeyIcon,
  vault: LockIcon,
  message: MessageIcon,
  store: BoxIcon,
};

interface EnvelopeDrawingProps {
  readonly way: Way;
  /** how many steps have begun; 0: nothing runs, one more than there are: all are done */
  readonly shown: number;
  readonly isMoving: boolean;
  /** of the frames, 0 to 1 */
  readonly share: number;
  /** of the transfer that is drawn; null: none is */
  readonly calls: TracedCalls | null;
}

/** Where a file and its keys are, step by step. The list itself is the drawing: arrows and colours only repeat what it says. */
export function EnvelopeDrawing(props: EnvelopeDrawingProps): ReactElement {
  const { way, shown, isMoving } = props;
  const { how: text } = useMessages();
  return (
    <ol className="envelope" data-way={way} aria-label={text.envelope.steps[way]}>
      {steps[way].map((place, index) => {
        const state = stateOf(place, way, shown, isMoving);
        const StepIcon = icons[place];
        return (
          <li
            key={place}
            className="envelope-step"
            data-place={place}
            data-state={state}
            aria-current={state === 'active' ? 'step' : undefined}
          >
            <p className="envelope-where">
              {index + 1}. {text.envelope.where[place]}
              <span className="envelope-state">
                {state === 'done' ? <CheckIcon /> : null}
                {state === 'idle' ? '' : text.envelope.states[state]}
              </span>
            </p>
            <h3 className="envelope-title">
              <StepIcon />
              {text.envelope.places[place]}
            </h3>
            <p>{text.envelope.says[way][place]}</p>
            <Holds {...props} place={place} state={state} />
            <LastCall place={place} calls={state === 'idle' ? null : props.calls} />
            {index + 1 < steps[way].length ? <Arrow isDouble={place === 'kms'} /> : null}
          </li>
        );
      })}
    </ol>
  );
}

/** What was asked there, for real. */
function LastCall(props: { readonly place: Place; readonly calls: TracedCalls | null }): ReactElement | null {
  const { place, calls } = props;
  const { how, locale } = useMessages();
  if (place !== 'kms' && place !== 'store') return null;
  const call = (place === 'kms' ? calls?.kms : calls?.s3) ?? null;
  // The line keeps its place while it is empty.
  if (calls === null || call === null) return <p className="envelope-call" />;
  const { operation, duration } = call;
  const text = how.envelope.lastCall(
    operation,
    duration === null ? null : formatDuration(duration, locale),
    place === 'kms' ? 1 : calls.s3Count,
  );
  return <p className="envelope-call">{text}</p>;
}

/** The keys and pieces that are at a place. */
function Holds(
  props: EnvelopeDrawingProps & { readonly place: Place; readonly state: ReturnType<typeof stateOf> },
): ReactElement | null {
  const { place, state, share } = props;
  const { how } = useMessages();
  const text = how.envelope.holds;
  if (place === 'kms') {
    return (
      <p className="chips">
        <Chip look="plain">{text.dataKey}</Chip>
        <Chip look="wrapped">{text.wrappedKey}</Chip>
      </p>
    );
  }
  if (place === 'vault') {
    return (
      <p className="chips">
        <Chip look={state === 'done' ? 'gone' : 'plain'}>
          {state === 'done' ? text.overwritten : text.importedKey}
        </Chip>
      </p>
    );
  }
  return place === 'message' ? <MessageBar share={state === 'idle' ? 0 : share} /> : null;
}

function Chip(props: {
  readonly look: 'plain' | 'wrapped' | 'gone';
  readonly children: ReactNode;
}): ReactElement {
  return (
    <span className="chip" data-look={props.look}>
      {props.look === 'wrapped' ? <LockIcon /> : <KeyIcon />}
      {props.children}
    </span>
  );
}

const frames = [1, 2, 3, 4, 5];

/** A message: its header with the wrapped key, and frames that fill up as they are sealed or verified. */
function MessageBar({ share }: { readonly share: number }): ReactElement {
  const { how } = useMessages();
  const text = how.envelope.holds;
  return (
    <div className="message-bar">
      <span className="message-piece message-header" data-full={share > 0}>
        {text.header}
        <Chip look="wrapped">{text.wrappedKey}</Chip>
      </span>
      {frames.map((frame) => (
        <span key={frame} className="message-piece" data-full={share * frames.length >= frame}>
          {frame === frames.length ? text.finalFrame : text.frame(frame)}
        </span>
      ))}
    </div>
  );
}

function Arrow({ isDouble }: { readonly isDouble: boolean }): ReactElement {
  return (
    <svg className="flow" viewBox="0 0 48 16" aria-hidden="true" focusable="false">
      <path className="flow-line" d="M3 8h42" />
      <path d="m38 2 7 6-7 6" />
      {isDouble ? <path className="flow-back" d="M10 2 3 8l7 6" /> : null}
    </svg>
  );
}

function MessageIcon(): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M3 6h18v12H3zm0 0 9 7 9-7" />
    </svg>
  );
}
