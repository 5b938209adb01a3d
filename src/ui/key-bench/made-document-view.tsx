import type { ReactElement } from 'react';
import type { MadeDocument } from '../../state/workbench.ts';
import { Fact, Facts } from '../facts.tsx';
import { formatBytesExactly } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { GoodNews } from './bench-parts.tsx';
import { GivenText } from './given-text.tsx';
import { KmsFacts } from './kms-facts.tsx';

/** A sealed text: the document to keep, and what is worth knowing of it. */
export function MadeDocumentView(props: {
  readonly made: MadeDocument;
  readonly news: string;
  readonly label: string;
  readonly onSave: () => void;
}): ReactElement {
  const { made, news, label, onSave } = props;
  const { field } = useBenchMessages();
  const { locale } = useMessages();
  return (
    <>
      <GoodNews>{news}</GoodNews>
      <GivenText label={label} text={made.document} onSave={onSave} />
      <Facts>
        <Fact name={field.plaintextLength} value={formatBytesExactly(made.plaintextLength, locale)} />
        <Fact name={field.ciphertextLength} value={formatBytesExactly(made.ciphertextLength, locale)} />
        <KmsFacts keyArn={made.keyArn} requestId={made.requestId ?? field.noRequest} />
        <Fact name={field.keptAt} value={made.keptAt} look="code" />
      </Facts>
    </>
  );
}
