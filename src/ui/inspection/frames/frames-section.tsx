import { useState, type ReactElement } from 'react';
import { FactSection } from '../../facts.tsx';
import type { FrameMap } from '../../../inspect/anatomy.ts';
import { framePlace } from '../../../inspect/frame-places.ts';
import type { MessageFacts } from '../../../inspect/inspection.ts';
import type { OpenInspection, OpenInspectionState } from '../../../state/inspection.ts';
import { formatSize } from '../../format/quantities.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { PushButton } from '../../push-button.tsx';
import { NumberInput } from '../number-input.tsx';
import { SteppedList } from '../stepped-list.tsx';
import { FrameDetail } from './frame-detail.tsx';
import { StripPicture } from './strip-picture.tsx';

const pageSize = 8;

/** The map of the whole message, and any frame of it on demand. */
export function FramesSection(props: {
  readonly message: MessageFacts;
  readonly frames: FrameMap | null;
  readonly opened: OpenInspection;
  readonly state: OpenInspectionState;
}): ReactElement {
  const { message, frames, opened, state } = props;
  const { inspection } = useMessages();
  const text = inspection.frames;
  if (frames === null) {
    const why =
      message.contentType === 'unframed' ? text.unframed : message.signed ? text.signed : text.unknown;
    return (
      <FactSection id="frames" title={text.title} about={text.about}>
        <p>{why}</p>
      </FactSection>
    );
  }
  return (
    <FactSection id="frames" title={text.title} about={text.about}>
      <FrameBrowser frames={frames} opened={opened} state={state} />
    </FactSection>
  );
}

function FrameBrowser(props: {
  readonly frames: FrameMap;
  readonly opened: OpenInspection;
  readonly state: OpenInspectionState;
}): ReactElement {
  const { frames, opened, state } = props;
  const { inspection, locale } = useMessages();
  const text = inspection.frames;
  const [place, setPlace] = useState(1);
  const [wanted, setWanted] = useState(1);
  const goTo = (next: number) => {
    setPlace(next);
    setWanted(next);
    opened.lookAtFrame(next);
  };
  return (
    <>
      <StripPicture map={frames} current={place} />
      <div className="frame-browser">
        <div className="frame-choice">
          <form
            className="go-to"
            onSubmit={(event) => {
              event.preventDefault();
              goTo(wanted);
            }}
          >
            <NumberInput label={text.goTo} value={wanted} min={1} max={frames.count} onChange={setWanted} />
            <PushButton onPress={() => goTo(wanted)}>{text.go}</PushButton>
          </form>
          <SteppedList
            label={text.list}
            count={frames.count}
            pageSize={pageSize}
            current={place - 1}
            onCurrent={(index) => goTo(index + 1)}
            renderItem={(index) => {
              const frame = framePlace(frames, index + 1);
              return (
                <>
                  <span className="frame-name figure">{text.nth(frame.place)}</span>
                  <span className="soft">{frame.final ? text.isFinal : ''}</span>
                  <span className="figure">{formatSize(frame.length, locale)}</span>
                </>
              );
            }}
          />
        </div>
        <FrameDetail frames={frames} place={place} opened={opened} state={state} />
      </div>
    </>
  );
}
