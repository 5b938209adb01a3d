import type { ReactElement } from 'react';
import type { Inspection, MessageFacts } from '../inspect/inspection.ts';
import { checkSteps, verdictOf, type StepOutcome, type Verdict } from './check-steps.ts';
import { ContextSection } from './context-section.tsx';
import { ErrorNotice } from './error-notice.tsx';
import { Fact, Facts, FactSection } from './facts.tsx';
import { formatBytesExactly, formatCount } from './format/quantities.ts';
import { AlertIcon, CheckIcon, CrossIcon, DashIcon } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { KmsKeySection, StorageSection, WrappedKeysSection } from './provider-sections.tsx';

/** Everything an inspection found, the verdict first. */
export function InspectionReport({ inspection }: { readonly inspection: Inspection }): ReactElement {
  const { inspection: text } = useMessages();
  const { message, messageProblem } = inspection;
  const verdict = verdictOf(inspection);
  return (
    <>
      <output className="verdict" data-verdict={verdict}>
        <VerdictIcon verdict={verdict} />
        {text.verdict[verdict]}
      </output>
      {messageProblem === null ? null : <ErrorNotice error={messageProblem} />}
      {message === null ? null : (
        <>
          <ChecksSection inspection={inspection} message={message} />
          <MessageSection message={message} />
          <ContextSection inspection={inspection} message={message} />
          <WrappedKeysSection wrappedKeys={message.wrappedKeys} />
          <KmsKeySection kmsKey={inspection.kmsKey} />
        </>
      )}
      {inspection.storage === null ? null : (
        <StorageSection store={inspection.storage.facts} location={inspection.storage.location} />
      )}
    </>
  );
}

function VerdictIcon({ verdict }: { readonly verdict: Verdict }): ReactElement {
  if (verdict === 'verified') return <CheckIcon />;
  return verdict === 'notTried' ? <DashIcon /> : <AlertIcon />;
}

function ChecksSection(props: {
  readonly inspection: Inspection;
  readonly message: MessageFacts;
}): ReactElement {
  const { chain } = props.inspection;
  const failed = Object.values(chain.steps).find((result) => result.outcome === 'failed');
  const unwrapped = chain.attempts.find((attempt) => attempt.error === null);
  const { inspection } = useMessages();
  const text = inspection.checks;
  const about = {
    unwrap: text.unwrapAbout,
    commitment: props.message.committing ? text.commitmentAbout : text.uncommitted,
    header: text.headerAbout,
  };
  return (
    <FactSection title={text.title} about={text.about}>
      <ol className="checks">
        {checkSteps(chain).map(({ step, outcome }) => (
          <li key={step} data-outcome={outcome}>
            <OutcomeIcon outcome={outcome} />
            <p className="check-name">{text[step]}</p>
            <p className="check-outcome">{outcome === 'not-tried' ? text.notTried : text[outcome]}</p>
            <p className="check-about soft">{about[step]}</p>
          </li>
        ))}
      </ol>
      {failed ? <ErrorNotice error={failed.error} /> : null}
      {unwrapped ? (
        <Facts>
          <Fact name={text.unwrappedBy} value={unwrapped.keyArn} look="code" />
          <Fact name={text.requestId} value={unwrapped.requestId} look="code" />
        </Facts>
      ) : null}
    </FactSection>
  );
}

function OutcomeIcon({ outcome }: { readonly outcome: StepOutcome }): ReactElement {
  if (outcome === 'passed') return <CheckIcon />;
  return outcome === 'failed' ? <CrossIcon /> : <DashIcon />;
}

function MessageSection({ message }: { readonly message: MessageFacts }): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.message;
  const isFramed = message.contentType === 'framed';
  return (
    <FactSection title={text.title} about={text.about}>
      <Facts>
        <Fact name={text.version} value={String(message.version)} />
        <Fact name={text.suite} value={`0x${message.suiteId} ${message.suiteName}`} />
        {message.signed ? <Fact name={text.signed} value={inspection.yes} /> : null}
        <Fact name={text.messageId} value={message.messageId} look="code" />
        {message.commitment === null ? (
          <Fact name={text.commitment} value={inspection.none} />
        ) : (
          <Fact name={text.commitment} value={message.commitment} look="code" />
        )}
        <Fact name={text.headerLength} value={formatBytesExactly(message.headerLength, locale)} />
        <Fact name={text.content} value={isFramed ? text.framed : text.unframed} />
        <Fact
          name={text.frameLength}
          value={isFramed ? formatBytesExactly(message.frameLength, locale) : null}
        />
        <Fact name={text.frameCount} value={isFramed ? formatCount(message.frameCount, locale) : null} />
        <Fact
          name={text.plaintextLength}
          value={
            message.plaintextLength === null
              ? text.lengthUnknown
              : formatBytesExactly(message.plaintextLength, locale)
          }
        />
      </Facts>
    </FactSection>
  );
}
