import { memo, useMemo, useState, type ReactElement } from 'react';
import { isFailed, subjectOf, type CallRecord } from '../../trace/call-record.ts';
import { formatClock, formatDuration } from '../format/durations.ts';
import { formatSize } from '../format/quantities.ts';
import { shortenedName, visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { pageLength, Pager, pageWithin } from './pager.tsx';

/** Graphemes of a key in a row; the details have all of it. */
const subjectLength = 80;

/** Calls, the newest first, a page at a time. */
export function CallTable(props: {
  readonly calls: readonly CallRecord[];
  readonly onChoose: (id: string) => void;
}): ReactElement {
  const { calls, onChoose } = props;
  const [asked, setAsked] = useState(0);
  const { calls: text } = useMessages();
  const page = pageWithin(asked, calls.length);
  const shown = useMemo(() => {
    const end = calls.length - page * pageLength;
    return calls.slice(Math.max(0, end - pageLength), end).toReversed();
  }, [calls, page]);
  return (
    <>
      <table className="call-table" aria-label={text.title}>
        <thead>
          <tr>
            <th scope="col">{text.time}</th>
            <th scope="col">{text.service}</th>
            <th scope="col">{text.operation}</th>
            <th scope="col">{text.subject}</th>
            <th scope="col">{text.status}</th>
            <th scope="col">{text.duration}</th>
            <th scope="col">{text.attempt}</th>
            <th scope="col">{text.bytes}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((call) => (
            <CallRow key={call.id} call={call} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
      <Pager page={page} count={calls.length} before={text.newer} after={text.older} onPage={setAsked} />
    </>
  );
}

const CallRow = memo(function CallRow(props: {
  readonly call: CallRecord;
  readonly onChoose: (id: string) => void;
}): ReactElement {
  const { call, onChoose } = props;
  const { calls: text, locale } = useMessages();
  const time = formatClock(call.begun + call.clockOffset, locale);
  const subject = subjectOf(call);
  return (
    <tr data-outcome={call.outcome}>
      <td className="figure call-time">{time}</td>
      <td className="call-service">{text.services[call.service]}</td>
      <th scope="row" className="call-operation">
        <button
          type="button"
          className="call-open"
          aria-label={text.details(call.operation, time)}
          onClick={() => onChoose(call.id)}
        >
          {call.operation}
        </button>
        <CallPiece call={call} />
      </th>
      <td className="call-subject">
        {subject === null ? null : (
          <bdi title={visibleName(subject)}>{shortenedName(visibleName(subject), subjectLength)}</bdi>
        )}
      </td>
      <td className="call-status">
        <CallStatus call={call} />
      </td>
      <td className="figure">{call.duration === null ? null : formatDuration(call.duration, locale)}</td>
      <td className="figure call-attempt" data-again={call.attempt > 1}>
        {call.attempt > 1 ? text.attemptNumber(call.attempt) : 1}
      </td>
      <td className="figure call-bytes">
        <CallBytes call={call} />
      </td>
    </tr>
  );
});

/** Which part or range of an object, where it was not all of it. */
export function CallPiece({ call }: { readonly call: CallRecord }): ReactElement | null {
  const { calls: text } = useMessages();
  const { partNumber, Range } = call.parameters;
  const range = typeof Range === 'string' ? Range : null;
  const words = typeof partNumber === 'number' ? text.part(partNumber) : range;
  return words === null ? null : <span className="call-piece figure">{visibleName(words)}</span>;
}

/** What came of it, in words, not by colour alone. */
export function CallStatus({ call }: { readonly call: CallRecord }): ReactElement {
  const { calls: text } = useMessages();
  const words = isFailed(call) && call.errorCode !== null ? call.errorCode : text.outcomes[call.outcome];
  return (
    <>
      {call.status === null ? null : <span className="figure">{call.status}</span>}{' '}
      <bdi>{visibleName(words)}</bdi>
    </>
  );
}

function CallBytes({ call }: { readonly call: CallRecord }): ReactElement {
  const { calls: text, locale } = useMessages();
  const { bytesSent, bytesReceived } = call;
  return (
    <>
      {bytesSent > 0 ? <span>{text.sent(formatSize(bytesSent, locale))}</span> : null}
      {bytesReceived !== null && bytesReceived > 0 ? (
        <span>{text.received(formatSize(bytesReceived, locale))}</span>
      ) : null}
    </>
  );
}
