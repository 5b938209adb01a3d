import type { ReactElement } from 'react';
import type { WrappedKeyFacts } from '../../inspect/inspection.ts';
import { formatBytesExactly } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { Fact, Facts, FactSection } from '../facts.tsx';

/** A hostile header can name tens of thousands. */
const shownKeys = 12;

/** The message's data key, as each key that may open it has wrapped it. */
export function WrappedKeysSection(props: {
  readonly wrappedKeys: readonly WrappedKeyFacts[];
}): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.wrappedKeys;
  const hidden = props.wrappedKeys.length - shownKeys;
  return (
    <FactSection id="wrappedKeys" title={text.title} about={text.about}>
      <ol className="wrapped-keys">
        {numbered(props.wrappedKeys.slice(0, shownKeys)).map(({ number, key }) => (
          <li key={number}>
            <p className="wrapped-key-name">{text.nth(number)}</p>
            <Facts>
              <Fact name={text.provider} value={key.providerId} />
              <Fact
                name={key.providerId === 'aws-kms' ? text.arn : text.info}
                value={key.providerInfo}
                look="code"
              />
              <Fact name={text.size} value={formatBytesExactly(key.size, locale)} />
            </Facts>
          </li>
        ))}
      </ol>
      {hidden > 0 ? <p>{text.hidden(hidden)}</p> : null}
    </FactSection>
  );
}

/** Wrapped keys have no name of their own: their place in the header is what tells them apart. */
function numbered(
  keys: readonly WrappedKeyFacts[],
): readonly { readonly number: number; readonly key: WrappedKeyFacts }[] {
  return keys.map((key, index) => ({ number: index + 1, key }));
}
