import type { ReactElement } from 'react';
import type { Inspection, MessageFacts } from '../../inspect/inspection.ts';
import { formatBytesExactly, formatCount } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { Fact, Facts, FactSection } from '../facts.tsx';

/** What the header says, as facts. */
export function MessageSection(props: {
  readonly inspection: Inspection;
  readonly message: MessageFacts;
}): ReactElement {
  const { inspection, message } = props;
  const { inspection: panel, locale } = useMessages();
  const text = panel.message;
  const isFramed = message.contentType === 'framed';
  return (
    <FactSection id="message" title={text.title} about={text.about}>
      <Facts>
        <Fact name={text.version} value={String(message.version)} />
        <Fact name={text.suite} value={`0x${message.suiteId} ${message.suiteName}`} />
        {message.signed ? <Fact name={text.signed} value={panel.yes} /> : null}
        <Fact name={text.messageId} value={message.messageId} look="code" />
        {message.commitment === null ? (
          <Fact name={text.commitment} value={panel.none} />
        ) : (
          <Fact name={text.commitment} value={message.commitment} look="code" />
        )}
        <Fact name={text.size} value={formatBytesExactly(inspection.size, locale)} />
        <Fact name={text.headerLength} value={formatBytesExactly(message.headerLength, locale)} />
        <Fact name={text.content} value={isFramed ? text.framed : text.unframed} />
        <Fact
          name={text.frameLength}
          value={isFramed ? formatBytesExactly(message.frameLength, locale) : null}
        />
        <Fact
          name={text.frameCount}
          value={isFramed && inspection.frames !== null ? formatCount(message.frameCount, locale) : null}
        />
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
