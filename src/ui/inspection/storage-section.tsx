import type { ReactElement } from 'react';
import type { Inspection, StoreFacts } from '../../inspect/inspection.ts';
import { ErrorFacts } from '../error-notice.tsx';
import { formatBytesExactly, formatDate } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { Fact, Facts, FactSection } from '../facts.tsx';

/** What S3 says of the object, and what its own encryption protects against beside ours. */
export function StorageSection(props: {
  readonly storage: NonNullable<Inspection['storage']>;
}): ReactElement {
  const { facts, location } = props.storage;
  const { inspection, locale } = useMessages();
  const text = inspection.storage;
  const { bucketKey, lastModified, sse } = facts;
  return (
    <FactSection id="storage" title={text.title} about={text.about}>
      <Facts>
        <Fact name={inspection.location} value={location} look="code" />
        <Fact name={text.size} value={formatBytesExactly(facts.size, locale)} />
        <Fact name={text.etag} value={facts.etag} look="code" />
        <Checksum checksum={facts.checksum} />
        <Fact name={text.sse} value={sse === null ? inspection.unknown : (text.sseNames[sse] ?? sse)} />
        <Fact name={text.sseKey} value={facts.sseKmsKeyId} look="code" />
        <Fact
          name={text.bucketKey}
          value={bucketKey === null ? null : bucketKey ? inspection.yes : inspection.no}
        />
        <Fact name={text.version} value={facts.versionId} look="code" />
        <Fact name={text.contentType} value={facts.contentType} />
        <Fact
          name={text.lastModified}
          isOurs
          value={lastModified === null ? null : formatDate(lastModified, locale)}
        />
        <Tags tags={facts.tags} />
      </Facts>
      {facts.tags.status === 'failed' ? (
        <div>
          <p>{text.tagsDenied}</p>
          <ErrorFacts error={facts.tags.error} />
        </div>
      ) : null}
      <div className="layers">
        <h4>{text.layers}</h4>
        <p>{text.ours}</p>
        <p>{text.theirs}</p>
      </div>
    </FactSection>
  );
}

function Checksum({ checksum }: { readonly checksum: StoreFacts['checksum'] }): ReactElement {
  const { inspection } = useMessages();
  const text = inspection.storage;
  if (checksum === null) return <Fact name={text.checksum} value={inspection.unknown} />;
  const { algorithm, type, value } = checksum;
  const name = type === null ? algorithm : `${algorithm} ${text.checksumType(type)}`;
  return <Fact name={name} value={value} look="code" />;
}

function Tags({ tags }: { readonly tags: StoreFacts['tags'] }): ReactElement | null {
  const { inspection } = useMessages();
  const text = inspection.storage;
  if (tags.status === 'not-asked') return null;
  if (tags.status === 'failed')
    return <Fact name={text.tags} value={inspection.kmsKey.notShown} look="quiet" />;
  const words = tags.value.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join(', ');
  return <Fact name={text.tags} value={tags.value.length === 0 ? text.noTags : words} />;
}
