import type { ReactElement } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { VerificationState } from '../../../state/verification.ts';
import { formatRate, timeLeft } from '../../format/quantities.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { PushButton } from '../../push-button.tsx';

/** How far a verification is, how fast, and the way to end it. */
export function VerificationBar(props: {
  readonly verification: Extract<VerificationState, { status: 'running' }>;
  readonly onStop: () => void;
}): ReactElement {
  const { verification, onStop } = props;
  const { inspection, transfers, locale } = useMessages();
  const text = inspection.verify;
  const { progress, isStopping } = verification;
  const isOpenEnded = progress === null || progress.bytesChosen === 0;
  const share = isOpenEnded ? 0 : Math.min(1, progress.bytesDone / progress.bytesChosen);
  return (
    <div className="verification">
      <ProgressBar
        className="bar"
        aria-label={text.progress}
        value={share * 100}
        isIndeterminate={isOpenEnded}
      >
        <div className="bar-fill" style={isOpenEnded ? {} : { transform: `scaleX(${share})` }} />
      </ProgressBar>
      <div className="verification-words figure">
        {progress === null ? (
          <p>{text.starting}</p>
        ) : (
          <>
            <p>{text.framesOf(progress.framesDone, progress.framesChosen)}</p>
            <p>{progress.rate === null ? '' : formatRate(progress.rate, locale)}</p>
            <p>{progress.secondsLeft === null ? '' : transfers.timeLeft(timeLeft(progress.secondsLeft))}</p>
            <p>{progress.failureCount === 0 ? '' : text.failedSoFar(progress.failureCount)}</p>
          </>
        )}
      </div>
      <PushButton size="small" isDisabled={isStopping} onPress={onStop}>
        {isStopping ? text.stopping : text.stop}
      </PushButton>
    </div>
  );
}
