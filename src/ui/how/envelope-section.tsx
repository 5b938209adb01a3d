import { useId, useState, type ReactElement } from 'react';
import type { CallsStore } from '../../state/calls.ts';
import type { Transfer } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
import { EnvelopeDrawing } from './envelope-drawing.tsx';
import { followed, shareMoved, steps, type Way } from './envelope-steps.ts';
import { InWords } from './in-words.tsx';
import { tracedCalls } from './traced-calls.ts';
import { usePlayedStep } from './use-played-step.ts';
import { WayChoice } from './way-choice.tsx';

/** A file on its way into the store or back, as it happens. */
export function EnvelopeSection(props: {
  readonly transfers: TransfersStore;
  readonly calls: CallsStore;
  readonly expired: boolean;
}): ReactElement {
  const { transfers, calls, expired } = props;
  const { how: text } = useMessages();
  const titleId = useId();
  const { transfers: all, live } = useStore(transfers);
  const [drawn, setDrawn] = useState<string | null>(null);
  const [looked, setLooked] = useState<Way | null>(null);
  const transfer = followed(all, drawn);
  const id = transfer?.id ?? null;
  if (id !== drawn) {
    setDrawn(id);
    setLooked(null);
  }
  const traced = tracedCalls(useStore(calls).calls, id ?? '');
  const { step, watched } = usePlayedStep(transfer, traced);
  const way = looked ?? transfer?.kind ?? 'seal';
  const isShown = transfer !== null && way === transfer.kind;
  const shown = isShown ? step : 0;
  const seal = (): void => {
    setLooked(null);
    const sample = new File([text.sample.content], text.sample.name);
    transfers.seal([{ file: sample, handle: null, folder: '' }], '', 'keep-both');
  };

  return (
    <section className="how-section" aria-labelledby={titleId}>
      <h2 id={titleId}>{text.envelope.title}</h2>
      <p className="how-lead">{text.envelope.lead}</p>
      <div className="how-actions">
        <WayChoice label={text.envelope.wayLabel} way={way} onChoose={setLooked} />
        <PushButton isDisabled={expired || live > 0} onPress={seal}>
          {text.sample.seal}
        </PushButton>
        <p className="how-following">{followingWords(isShown ? transfer : null, shown, text)}</p>
      </div>
      <EnvelopeDrawing
        way={way}
        shown={shown}
        isMoving={isShown && transfer.phase.status === 'moving'}
        share={isShown ? shareMoved(transfer) : 0}
        calls={isShown ? traced : null}
      />
      <output className="visually-hidden" aria-live="polite">
        {isShown && watched && live <= 1 ? stepWords(way, shown, text) : ''}
      </output>
      <InWords title={text.inWords}>
        {(['seal', 'open'] as const).map((each) => (
          <div key={each}>
            <h3>{text.envelope.steps[each]}</h3>
            <ol>
              {steps[each].map((place) => (
                <li key={place}>
                  {text.envelope.places[place]}: {text.envelope.says[each][place]}
                </li>
              ))}
            </ol>
          </div>
        ))}
      </InWords>
    </section>
  );
}

type HowText = ReturnType<typeof useMessages>['how'];

function followingWords(transfer: Transfer | null, shown: number, text: HowText): string {
  if (transfer === null) return text.envelope.nothing;
  const name = visibleName(transfer.name);
  const { status } = transfer.phase;
  if (status === 'failed' || status === 'cancelled') return text.envelope.stopped(name);
  if (status === 'paused' || status === 'waiting') return text.envelope.held(name);
  return shown > steps[transfer.kind].length
    ? text.envelope.finished[transfer.kind](name)
    : text.envelope.following[transfer.kind](name);
}

function stepWords(way: Way, shown: number, text: HowText): string {
  const place = steps[way][shown - 1];
  if (place === undefined) return shown > steps[way].length ? text.envelope.allDone[way] : '';
  return text.envelope.announce(shown, steps[way].length, text.envelope.places[place]);
}
