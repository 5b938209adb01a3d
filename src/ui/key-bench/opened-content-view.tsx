import type { ReactElement } from 'react';
import type { OpenedContent } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { Fact, Facts } from '../facts.tsx';
import { formatBytesExactly } from '../format/quantities.ts';
import { PushButton } from '../push-button.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { GoodNews } from './bench-parts.tsx';
import { HiddenText } from './hidden-text.tsx';
import { KmsFacts } from './kms-facts.tsx';

/** What was in a message: text hidden until shown, anything as a file. */
export function OpenedContentView(props: {
  readonly opened: OpenedContent;
  readonly save: AppServices['save'];
  readonly onClear: () => void;
}): ReactElement {
  const { opened, save, onClear } = props;
  const { envelope: text, field } = useBenchMessages();
  const { locale } = useMessages();
  const name = opened.text === null ? text.openedBinary : text.openedFile;
  return (
    <>
      <GoodNews>{text.opened}</GoodNews>
      {opened.text === null ? <p>{field.noText}</p> : <HiddenText text={opened.text} onClear={onClear} />}
      <div className="bench-actions">
        <PushButton
          size="small"
          label={field.saveNamed(text.content)}
          onPress={() => save(name, new File([opened.bytes], name))}
        >
          {field.save}
        </PushButton>
      </div>
      <Facts>
        <Fact name={text.content} value={formatBytesExactly(opened.bytes.length, locale)} />
        <KmsFacts {...opened} />
        {opened.context.map(([pair, value]) => (
          <Fact key={pair} name={`${field.context}: ${pair}`} value={value} />
        ))}
      </Facts>
    </>
  );
}
