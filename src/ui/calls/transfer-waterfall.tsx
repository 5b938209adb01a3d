import { useId, useState, type ReactElement } from 'react';
import type { CallRecord, TracedTransfer } from '../../trace/call-record.ts';
import { layWaterfall, type Waterfall, type WaterfallBar } from '../../trace/waterfall.ts';
import { formatDuration } from '../format/durations.ts';
import { shortenedName, visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { CallPiece, CallStatus } from './call-table.tsx';
import { pageLength, Pager, pageWithin } from './pager.tsx';

const titleLength = 60;

/** A transfer's calls as bars by time: first in lanes at a glance, then one by one with their words. */
export function TransferWaterfall(props: {
  readonly transfer: TracedTransfer;
  readonly calls: readonly CallRecord[];
  readonly onChoose: (id: string) => void;
}): ReactElement | null {
  const { transfer, calls, onChoose } = props;
  const [asked, setAsked] = useState(0);
  const { calls: text, locale, unnamed } = useMessages();
  const titleId = useId();
  const waterfall = layWaterfall(calls);
  const page = pageWithin(asked, waterfall.bars.length);
  const shown = waterfall.bars.slice(page * pageLength, (page + 1) * pageLength);
  if (shown.length === 0) return null;
  const name = shortenedName(visibleName(transfer.name), titleLength) || unnamed;
  return (
    <section className="waterfall" aria-labelledby={titleId}>
      <h3 id={titleId}>{text.waterfall(text.kinds[transfer.kind], name)}</h3>
      <p className="soft">
        {text.waterfallAbout(waterfall.bars.length, waterfall.lanes, formatDuration(waterfall.span, locale))}
      </p>
      <Lanes waterfall={waterfall} bars={shown} />
      <ol className="waterfall-calls">
        {shown.map((bar) => (
          <BarRow key={bar.call.id} bar={bar} span={waterfall.span} onChoose={onChoose} />
        ))}
      </ol>
      <Pager
        page={page}
        count={waterfall.bars.length}
        before={text.earlier}
        after={text.later}
        onPage={setAsked}
      />
    </section>
  );
}

/** What the list below says, at a glance: who sees it needs no words, and who does not misses nothing. */
function Lanes(props: {
  readonly waterfall: Waterfall;
  readonly bars: readonly WaterfallBar[];
}): ReactElement {
  const { waterfall, bars } = props;
  return (
    <div className="waterfall-lanes" aria-hidden="true">
      {Array.from({ length: waterfall.lanes }, (_, lane) => (
        <div key={lane} className="waterfall-lane">
          {bars
            .filter((bar) => bar.lane === lane)
            .map((bar) => (
              <Bar key={bar.call.id} bar={bar} span={waterfall.span} />
            ))}
        </div>
      ))}
    </div>
  );
}

function BarRow(props: {
  readonly bar: WaterfallBar;
  readonly span: number;
  readonly onChoose: (id: string) => void;
}): ReactElement {
  const { bar, span, onChoose } = props;
  const { call } = bar;
  const { calls: text, locale } = useMessages();
  return (
    <li className="waterfall-call">
      <span className="waterfall-name">
        <span className="waterfall-service">{text.services[call.service]}</span>
        <button type="button" className="call-open" onClick={() => onChoose(call.id)}>
          {call.operation}
        </button>
        <CallPiece call={call} />
      </span>
      <span className="visually-hidden">{text.bar(bar.lane + 1, formatDuration(bar.offset, locale))}</span>
      <span className="waterfall-track" aria-hidden="true">
        <Bar bar={bar} span={span} />
      </span>
      <span className="waterfall-status">
        <CallStatus call={call} />
        {call.attempt > 1 ? <span className="figure"> · {text.attemptNumber(call.attempt)}</span> : null}
      </span>
      <span className="figure waterfall-length">{formatDuration(bar.length, locale)}</span>
    </li>
  );
}

/** Placed through the element's own style object, which the page's policy allows where it refuses style attributes. */
function Bar({ bar, span }: { readonly bar: WaterfallBar; readonly span: number }): ReactElement {
  const share = (milliseconds: number) => (span === 0 ? 0 : (milliseconds / span) * 100);
  return (
    <span
      className="waterfall-bar"
      data-service={bar.call.service}
      data-outcome={bar.call.outcome}
      style={{ insetInlineStart: `${share(bar.offset)}%`, inlineSize: `${share(bar.length)}%` }}
    />
  );
}
