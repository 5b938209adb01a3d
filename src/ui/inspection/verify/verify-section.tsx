import type { ReactElement } from 'react';
import { FactSection } from '../../facts.tsx';
import type { Inspection } from '../../../inspect/inspection.ts';
import type { OpenInspection, OpenInspectionState } from '../../../state/inspection.ts';
import { ErrorNotice } from '../../error-notice.tsx';
import { useMessages } from '../../messages/messages-context.ts';
import { PushButton } from '../../push-button.tsx';
import { ReportDetails } from './report-details.tsx';
import { VerificationBar } from './verification-bar.tsx';

/** Frames of a sample besides the first and the last. */
const sampleOthers = 30;

/** Verifies a sample or all of the content, and shows how far it is and what came of it. */
export function VerifySection(props: {
  readonly inspection: Inspection;
  readonly opened: OpenInspection;
  readonly state: OpenInspectionState;
  readonly onSave: (name: string, file: File) => void;
}): ReactElement {
  const { inspection, opened, state, onSave } = props;
  const { inspection: text, tryAgain } = useMessages();
  const { verification } = state;
  const isBusy = verification.status === 'running';
  const hasFrames = inspection.frames !== null;
  return (
    <FactSection id="verify" title={text.verify.title} about={text.verify.about}>
      <div className="verify-choices">
        {hasFrames ? (
          <div className="verify-choice">
            <PushButton
              isDisabled={isBusy}
              onPress={() => opened.verify({ kind: 'sample', count: sampleOthers })}
            >
              {text.verify.sample}
            </PushButton>
            <p className="soft">{text.verify.sampleAbout(sampleOthers)}</p>
          </div>
        ) : null}
        <div className="verify-choice">
          <PushButton isDisabled={isBusy} onPress={() => opened.verify({ kind: 'all' })}>
            {text.verify.all}
          </PushButton>
          <p className="soft">{text.verify.allAbout(inspection.size)}</p>
        </div>
      </div>
      {verification.status === 'running' ? (
        <VerificationBar verification={verification} onStop={opened.stopVerifying} />
      ) : null}
      {verification.status === 'failed' ? (
        <ErrorNotice
          error={verification.error}
          actions={<PushButton onPress={() => opened.verify(verification.what)}>{tryAgain}</PushButton>}
        />
      ) : null}
      {verification.status === 'ended' ? (
        <ReportDetails inspection={inspection} report={verification.report} onSave={onSave} />
      ) : null}
    </FactSection>
  );
}
