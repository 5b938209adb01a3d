import type { ReactElement } from 'react';
import type { FrameMap } from '../../../inspect/anatomy.ts';
import { framePlace } from '../../../inspect/frame-places.ts';
import type { FrameLook, OpenInspection, OpenInspectionState } from '../../../state/inspection.ts';
import { ErrorNotice } from '../../error-notice.tsx';
import { formatBytesExactly, formatCount } from '../../format/quantities.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { PushButton } from '../../push-button.tsx';
import { Fact, Facts } from '../../facts.tsx';
import { ReportOutcome } from '../verify/report-outcome.tsx';

/** One frame: what arithmetic says of it, what is written in it, and whether it verifies. */
export function FrameDetail(props: {
  readonly frames: FrameMap;
  readonly place: number;
  readonly opened: OpenInspection;
  readonly state: OpenInspectionState;
}): ReactElement {
  const { frames, place, opened, state } = props;
  const { inspection, locale, tryAgain } = useMessages();
  const text = inspection.frames;
  const { offset, length, plaintextLength, final } = framePlace(frames, place);
  const look = state.frame?.place === place ? state.frame : null;
  const { verification } = state;
  const isBusy = verification.status === 'running';
  const report = verification.status === 'ended' ? verification.report : null;
  const isOfThis = report?.what.kind === 'one' && report.what.place === place;
  return (
    <section className="frame-detail" aria-label={text.nth(place)}>
      <h4>
        {text.nth(place)}
        {final ? <span className="badge">{text.isFinal}</span> : null}
      </h4>
      <Facts>
        <Fact name={text.offset} value={formatCount(offset, locale)} />
        <Fact name={text.length} value={formatBytesExactly(length, locale)} />
        <Fact name={text.plaintextLength} value={formatBytesExactly(plaintextLength, locale)} />
        <Written look={look} />
      </Facts>
      {look?.status === 'failed' ? (
        <ErrorNotice
          error={look.error}
          actions={<PushButton onPress={() => opened.lookAtFrame(place)}>{tryAgain}</PushButton>}
        />
      ) : null}
      {isOfThis ? <ReportOutcome report={report} /> : <p className="soft">{text.unverified}</p>}
      <div className="actions">
        <PushButton isDisabled={isBusy} onPress={() => opened.verify({ kind: 'one', place })}>
          {text.verifyOne}
        </PushButton>
        {look === null ? (
          <PushButton look="quiet" onPress={() => opened.lookAtFrame(place)}>
            {text.read}
          </PushButton>
        ) : null}
      </div>
    </section>
  );
}

/** What is written in the frame; read when it is looked at. */
function Written({ look }: { readonly look: FrameLook | null }): ReactElement | null {
  const { inspection, locale } = useMessages();
  const text = inspection.frames;
  if (look?.status === 'failed') return null;
  if (look?.status !== 'ready') {
    return (
      <>
        <Fact name={text.sequence} value={look === null ? text.notRead : text.reading} look="quiet" />
        <Fact name={text.iv} value={look === null ? text.notRead : text.reading} look="quiet" />
        <Fact name={text.tag} value={look === null ? text.notRead : text.reading} look="quiet" />
      </>
    );
  }
  const { sequence, iv, tag } = look.frame;
  return (
    <>
      <Fact name={text.sequence} value={formatCount(sequence, locale)} />
      <Fact name={text.iv} value={iv} look="code" />
      <Fact name={text.tag} value={tag} look="code" />
    </>
  );
}
