import type { ReactElement } from 'react';
import type { KmsKeyAnswer, KmsKeyReport, StoreFacts, WrappedKeyFacts } from '../inspect/inspection.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Fact, Facts, FactSection } from './facts.tsx';
import { formatBytesExactly, formatDate } from './format/quantities.ts';
import { useMessages } from './messages/messages-context.ts';

export function WrappedKeysSection(props: {
  readonly wrappedKeys: readonly WrappedKeyFacts[];
}): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.wrappedKeys;
  const hidden = props.wrappedKeys.length - shownKeys;
  return (
    <FactSection title={text.title} about={text.about}>
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

/** A hostile header can name tens of thousands. */
const shownKeys = 50;

/** Wrapped keys have no name of their own: their place in the header is what tells them apart. */
function numbered(
  keys: readonly WrappedKeyFacts[],
): readonly { readonly number: number; readonly key: WrappedKeyFacts }[] {
  return keys.map((key, index) => ({ number: index + 1, key }));
}

export function KmsKeySection({ kmsKey }: { readonly kmsKey: KmsKeyAnswer }): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.kmsKey;
  return (
    <FactSection title={text.title} about={text.about}>
      {kmsKey.status === 'known' ? <KnownKey kmsKey={kmsKey.value} /> : null}
      {kmsKey.status === 'failed' ? <ErrorNotice error={kmsKey.error} /> : null}
      {kmsKey.status === 'not-asked' ? <p>{text.notAsked}</p> : null}
    </FactSection>
  );
}

function KnownKey({ kmsKey }: { readonly kmsKey: KmsKeyReport }): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.kmsKey;
  return (
    <Facts>
      <Fact name={text.arn} value={kmsKey.arn} look="code" />
      <Fact name={text.state} value={kmsKey.state} />
      <Fact name={text.keySpec} value={kmsKey.keySpec} />
      <Fact name={text.usage} value={kmsKey.usage} />
      <Fact name={text.origin} value={kmsKey.origin} />
      <Fact name={text.manager} value={kmsKey.manager} />
      <Fact name={text.multiRegion} value={kmsKey.multiRegion ? inspection.yes : inspection.no} />
      <Fact name={text.description} value={kmsKey.description === '' ? null : kmsKey.description} />
      <Fact name={text.created} value={kmsKey.created === null ? null : formatDate(kmsKey.created, locale)} />
    </Facts>
  );
}

export function StorageSection({
  store,
  location,
}: {
  readonly store: StoreFacts;
  readonly location: string;
}): ReactElement {
  const { inspection, locale } = useMessages();
  const text = inspection.storage;
  const { checksum, bucketKey, lastModified } = store;
  const checksumName =
    checksum === null
      ? text.checksum
      : `${checksum.algorithm}${checksum.type === null ? '' : ` ${text.checksumType(checksum.type)}`}`;
  return (
    <FactSection title={text.title} about={text.about}>
      <Facts>
        <Fact name={inspection.location} value={location} look="code" />
        <Fact name={text.size} value={formatBytesExactly(store.size, locale)} />
        <Fact name={text.etag} value={store.etag} look="code" />
        {checksum === null ? (
          <Fact name={checksumName} value={inspection.unknown} />
        ) : (
          <Fact name={checksumName} value={checksum.value} look="code" />
        )}
        <Fact name={text.sse} value={store.sse ?? inspection.unknown} />
        <Fact name={text.sseKey} value={store.sseKmsKeyId} look="code" />
        <Fact
          name={text.bucketKey}
          value={bucketKey === null ? null : bucketKey ? inspection.yes : inspection.no}
        />
        <Fact name={text.version} value={store.versionId} look="code" />
        <Fact name={text.contentType} value={store.contentType} />
        <Fact
          name={text.lastModified}
          value={lastModified === null ? null : formatDate(lastModified, locale)}
        />
      </Facts>
    </FactSection>
  );
}
