import type { ReactElement } from 'react';
import { chainSteps, type Chain, type StepResult, type UnwrapAttempt } from '../../inspect/chain.ts';
import type { MessageFacts } from '../../inspect/inspection.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { CheckIcon, CrossIcon, DashIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { Fact, Facts, FactSection } from '../facts.tsx';

/** A hostile header can make KMS refuse many. */
const shownAttempts = 10;

/** The checks between stored bytes and plaintext in their order, each with what came of it. */
export function ChainSection(props: {
  readonly chain: Chain;
  readonly message: MessageFacts | null;
}): ReactElement {
  const { chain, message } = props;
  const { inspection } = useMessages();
  const text = inspection.chain;
  return (
    <FactSection id="chain" title={text.title} about={text.about}>
      <ol className="chain-checks">
        {chainSteps.map((step) => {
          const result = chain.steps[step];
          return (
            <li key={step} data-outcome={result.outcome} data-step={step}>
              <OutcomeIcon outcome={result.outcome} />
              <p className="check-name">{text.steps[step].name}</p>
              <p className="check-outcome">
                {result.outcome === 'not-tried' ? text.notTried : text[result.outcome]}
              </p>
              <p className="check-about soft">
                {result.outcome === 'not-tried' ? text.why[result.why] : text.steps[step].about}
              </p>
              <div className="check-more">
                {step === 'unwrap' ? <Attempts attempts={chain.attempts} message={message} /> : null}
                {result.outcome === 'failed' ? <ErrorNotice error={result.error} /> : null}
              </div>
            </li>
          );
        })}
      </ol>
      <KeyLife keyLife={chain.keyLife} />
    </FactSection>
  );
}

function OutcomeIcon({ outcome }: { readonly outcome: StepResult['outcome'] }): ReactElement {
  if (outcome === 'passed') return <CheckIcon />;
  return outcome === 'failed' ? <CrossIcon /> : <DashIcon />;
}

/** Each Decrypt: of which wrapped key, under which KMS key and context, and what KMS said to it. */
function Attempts(props: {
  readonly attempts: readonly UnwrapAttempt[];
  readonly message: MessageFacts | null;
}): ReactElement | null {
  const { attempts, message } = props;
  const { inspection, describeError } = useMessages();
  const text = inspection.chain;
  if (attempts.length === 0) return null;
  const hidden = attempts.length - shownAttempts;
  return (
    <>
      <ol className="attempts">
        {attempts.slice(0, shownAttempts).map(({ index, keyArn, requestId, milliseconds, error }) => (
          <li key={index}>
            <p className="attempt-name">
              {text.attempt(index + 1, error === null ? text.unwrapped : text.refused)}
            </p>
            {error === null ? null : <p>{describeError(error).title}</p>}
            <p className="soft">{text.contextSent(message?.context.length ?? 0)}</p>
            <Facts>
              <Fact name={text.key} value={keyArn} look="code" />
              {requestId === null ? (
                <Fact name={text.requestId} value={text.noRequest} look="quiet" />
              ) : (
                <Fact name={text.requestId} value={requestId} look="code" />
              )}
              <Fact name={text.took} value={text.milliseconds(milliseconds)} />
            </Facts>
          </li>
        ))}
      </ol>
      {hidden > 0 ? <p>{text.hiddenAttempts(hidden)}</p> : null}
    </>
  );
}

/** Where the data key was, and when it was destroyed. The key itself is nowhere. */
function KeyLife({ keyLife }: { readonly keyLife: Chain['keyLife'] }): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.chain;
  const time = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  return (
    <p className="key-life">
      {keyLife === null
        ? text.noKeyLife
        : text.keyLife(time.format(keyLife.unwrapped), time.format(keyLife.overwritten))}
    </p>
  );
}
