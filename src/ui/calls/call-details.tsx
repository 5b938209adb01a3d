import { useId, type ReactElement } from 'react';
import type { CallRecord, CallValue, TracedTransfer } from '../../trace/call-record.ts';
import { cloudTrailEvent } from '../../trace/cloudtrail.ts';
import { CopyButton } from '../copy-button.tsx';
import { Fact, Facts, FactSection } from '../facts.tsx';
import { formatClock, formatDuration } from '../format/durations.ts';
import { formatBytesExactly } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { CrossIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';

/** Everything that is known of one call, and its form in CloudTrail's names. */
export function CallDetails(props: {
  readonly call: CallRecord;
  readonly transfer: TracedTransfer | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const { call, transfer, onClose } = props;
  const { calls: text } = useMessages();
  const titleId = useId();
  const json = JSON.stringify(cloudTrailEvent(call, transfer), null, 2);
  return (
    <ModalDialog shape="panel" labelledBy={titleId} onClose={onClose}>
      <div className="inspection-head">
        <h2 id={titleId}>{text.detailsTitle(call.operation)}</h2>
        <div className="inspection-tools">
          <PushButton look="quiet" size="small" label={text.close} onPress={onClose}>
            <CrossIcon />
          </PushButton>
        </div>
      </div>
      <div className="inspection-body">
        <HappenedSection call={call} transfer={transfer} />
        <ValuesSection title={text.asked} about={text.askedAbout} values={call.parameters} />
        <ValuesSection title={text.answered} about={text.answeredAbout} values={call.answer} />
        <FactSection title={text.json} about={text.jsonAbout}>
          <div className="call-json">
            <CopyButton what={text.json} value={json} />
            <pre>
              <code>{visibleJson(json)}</code>
            </pre>
          </div>
        </FactSection>
      </div>
    </ModalDialog>
  );
}

function HappenedSection(props: {
  readonly call: CallRecord;
  readonly transfer: TracedTransfer | undefined;
}): ReactElement {
  const { call, transfer } = props;
  const { calls: text, locale } = useMessages();
  const bytes = (count: number | null) => (count === null ? null : formatBytesExactly(count, locale));
  return (
    <FactSection title={text.facts} about={text.factsAbout}>
      <Facts>
        <Fact name={text.service} value={text.services[call.service]} />
        <Fact name={text.outcome} value={text.outcomes[call.outcome]} />
        <Fact name={text.httpStatus} value={call.status === null ? null : String(call.status)} />
        <Fact name={text.errorCode} value={call.errorCode} />
        <Fact name={text.errorMessage} value={call.errorMessage} />
        <Fact name={text.requestId} value={call.requestId} look="code" />
        <Fact name={text.extendedRequestId} value={call.extendedRequestId} look="code" />
        <Fact name={text.began} value={formatClock(call.begun + call.clockOffset, locale)} />
        <Fact
          name={text.duration}
          value={call.duration === null ? null : formatDuration(call.duration, locale)}
        />
        <Fact name={text.attempt} value={String(call.attempt)} />
        <Fact name={text.bytesSent} value={bytes(call.bytesSent)} />
        <Fact name={text.bytesReceived} value={bytes(call.bytesReceived)} />
        <Fact name={text.region} value={call.region === '' ? null : call.region} />
        <Fact
          name={text.ofTransfer}
          value={transfer === undefined ? null : text.transferNamed(text.kinds[transfer.kind], transfer.name)}
        />
      </Facts>
    </FactSection>
  );
}

/** An encryption context has a line for each of its pairs. */
function ValuesSection(props: {
  readonly title: string;
  readonly about: string;
  readonly values: Readonly<Partial<Record<string, CallValue>>>;
}): ReactElement | null {
  const lines = Object.entries(props.values).flatMap(([name, value]) =>
    typeof value === 'object'
      ? Object.entries(value).map(([inner, text]) => [`${name}.${visibleName(inner)}`, text] as const)
      : [[name, String(value)] as const],
  );
  if (lines.length === 0) return null;
  return (
    <FactSection title={props.title} about={props.about}>
      <Facts>
        {lines.map(([name, value]) => (
          <Fact key={name} name={name} value={value} look="code" />
        ))}
      </Facts>
    </FactSection>
  );
}

/** Line breaks are the form's own; all else that hides is written out. */
function visibleJson(json: string): string {
  return json.split('\n').map(visibleName).join('\n');
}
