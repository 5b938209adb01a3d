import { useMemo, type ReactElement } from 'react';
import type { SealedMessage } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { Fact, Facts } from '../facts.tsx';
import { formatBytesExactly, formatCount } from '../format/quantities.ts';
import { toBase64 } from '../../workbench/base64.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { GoodNews } from './bench-parts.tsx';
import { GivenText } from './given-text.tsx';
import { KeyLife } from './key-life.tsx';

/** A message that was sealed: to be copied or saved, with the life of its key. */
export function SealedMessageView(props: {
  readonly sealed: SealedMessage;
  readonly isOffline: boolean;
  readonly save: AppServices['save'];
}): ReactElement {
  const { sealed, isOffline, save } = props;
  const { envelope: text } = useBenchMessages();
  const { locale } = useMessages();
  const base64 = useMemo(() => toBase64(sealed.message), [sealed.message]);
  return (
    <>
      <GoodNews>{text.sealed}</GoodNews>
      <GivenText
        label={text.message}
        text={base64}
        onSave={() => save(text.fileName, new File([sealed.message], text.fileName))}
      />
      <KeyLife events={sealed.events} isOffline={isOffline} />
      <Facts>
        <Fact name={text.wrappedBy} value={sealed.wrappedBy} look="code" />
        <Fact name={text.wrappedLength} value={formatBytesExactly(sealed.wrappedKeyLength, locale)} />
        <Fact name={text.headerLength} value={formatBytesExactly(sealed.headerLength, locale)} />
        <Fact name={text.frames} value={formatCount(sealed.frameCount, locale)} />
        <Fact name={text.messageLength} value={formatBytesExactly(sealed.message.length, locale)} />
      </Facts>
    </>
  );
}
