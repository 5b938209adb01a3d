import type { IncomingMessage } from 'node:http';
import { checksumHeader } from './checksums.ts';
import type { ObjectFacts, ObjectVersion, Sse, Tag } from './records.ts';
import { S3Error } from './s3-error.ts';
import { type HeaderReader, headerNames } from './s3-request.ts';

const metadataLimit = 2048;
const metadataPrefix = 'x-amz-meta-';
const sseHeader = 'x-amz-server-side-encryption';
const sseKeyHeader = 'x-amz-server-side-encryption-aws-kms-key-id';
const sseBucketKeyHeader = 'x-amz-server-side-encryption-bucket-key-enabled';
const storedHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

/** What the headers of a PutObject, CreateMultipartUpload or CopyObject say about the new object. `usualSse`: the bucket's own, where they ask for nothing. */
export function readObjectFacts(
  request: IncomingMessage,
  query: ReadonlyMap<string, string>,
  header: HeaderReader,
  usualSse: Sse,
): ObjectFacts {
  refuseUnsupported(request, query, header);
  return {
    metadata: readMetadata(headerNames(request, query, metadataPrefix), header),
    headers: readStoredHeaders(header),
    sse: readSse(header, usualSse),
    tags: parseTagHeader(header('x-amz-tagging')),
  };
}

function readStoredHeaders(header: HeaderReader): Record<string, string> {
  const stored: Record<string, string> = {};
  for (const name of storedHeaders) {
    const value = name === 'content-encoding' ? withoutAwsChunked(header(name)) : header(name);
    if (value !== undefined && value !== '') stored[name] = value;
  }
  return stored;
}

function withoutAwsChunked(value: string | undefined): string | undefined {
  return value
    ?.split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== 'aws-chunked')
    .join(',');
}

/** Header bytes that are not ASCII are taken as UTF-8, as S3 does. */
function readMetadata(names: readonly string[], header: HeaderReader): Record<string, string> {
  const metadata: Record<string, string> = {};
  let size = 0;
  for (const name of names) {
    const short = name.slice(metadataPrefix.length);
    // A presigned query can name what no header could; it would come back as a header.
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/u.test(short)) {
      throw new S3Error('InvalidArgument', {
        message: 'Metadata names must be valid HTTP header names.',
        fields: { ArgumentName: name },
      });
    }
    const value = Buffer.from(header(name) ?? '', 'latin1').toString('utf8');
    size += Buffer.byteLength(short) + Buffer.byteLength(value);
    Object.defineProperty(metadata, short, { value, enumerable: true });
  }
  if (size > metadataLimit) {
    throw new S3Error('MetadataTooLarge', {
      fields: { Size: String(size), MaxSizeAllowed: String(metadataLimit) },
    });
  }
  return metadata;
}

/** What only the making of an object may ask for. @throws S3Error InvalidArgument */
export function refuseSseHeaders(header: HeaderReader): void {
  for (const name of [sseHeader, sseKeyHeader, sseBucketKeyHeader]) {
    if (header(name) === undefined) continue;
    throw new S3Error('InvalidArgument', {
      message: `${name} header is not supported for this operation.`,
      fields: { ArgumentName: name, ArgumentValue: header(name) ?? '' },
    });
  }
}

/** @throws S3Error InvalidArgument for what is neither AES256 nor aws:kms */
function readSse(header: HeaderReader, usual: Sse): Sse {
  const asked = header(sseHeader);
  const kmsKeyId = header(sseKeyHeader) ?? null;
  const bucketKey = readBucketKey(header);
  if (asked === undefined && kmsKeyId === null) return { ...usual, bucketKey: bucketKey ?? usual.bucketKey };
  const algorithm = asked ?? 'AES256';
  if (kmsKeyId !== null && !/^[\u0021-\u007e]{1,2048}$/u.test(kmsKeyId)) {
    throw new S3Error('InvalidArgument', {
      message: 'Invalid KMS key id',
      fields: { ArgumentName: sseKeyHeader },
    });
  }
  if (algorithm === 'aws:kms') return { algorithm, kmsKeyId, bucketKey: bucketKey ?? false };
  if (algorithm !== 'AES256') {
    throw new S3Error('InvalidArgument', {
      message: 'The encryption method specified is not supported',
      fields: { ArgumentName: sseHeader, ArgumentValue: algorithm },
    });
  }
  if (kmsKeyId !== null) {
    throw new S3Error('InvalidArgument', {
      message:
        'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      fields: { ArgumentName: sseHeader, ArgumentValue: algorithm },
    });
  }
  return { algorithm, kmsKeyId: null, bucketKey: false };
}

function readBucketKey(header: HeaderReader): boolean | null {
  const value = header(sseBucketKeyHeader)?.toLowerCase();
  if (value === undefined) return null;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new S3Error('InvalidArgument', {
    fields: { ArgumentName: sseBucketKeyHeader, ArgumentValue: value },
  });
}

function refuseUnsupported(
  request: IncomingMessage,
  query: ReadonlyMap<string, string>,
  header: HeaderReader,
): void {
  const acl = header('x-amz-acl');
  if (
    (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') ||
    headerNames(request, query, 'x-amz-grant-').length > 0
  ) {
    throw new S3Error('AccessControlListNotSupported');
  }
  if ((header('x-amz-storage-class') ?? 'STANDARD') !== 'STANDARD') throw new S3Error('InvalidStorageClass');
  for (const prefix of [
    'x-amz-server-side-encryption-customer-',
    'x-amz-object-lock-',
    'x-amz-website-redirect-',
    'x-amz-server-side-encryption-context',
  ]) {
    const name = headerNames(request, query, prefix)[0];
    if (name !== undefined) throw new S3Error('NotImplemented', { fields: { Header: name } });
  }
}

/** `a=1&b=2`, URL-encoded. */
function parseTagHeader(value: string | undefined): Tag[] {
  const pairs = [...new URLSearchParams(value ?? '')];
  return checkTags(pairs.map(([key, tagValue]) => ({ key, value: tagValue })));
}

/** @throws S3Error InvalidTag, BadRequest over ten tags */
export function checkTags(tags: readonly Tag[]): Tag[] {
  if (tags.length > 10) throw new S3Error('BadRequest', { message: 'Object tags cannot be greater than 10' });
  const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
  for (const { key, value } of tags) {
    const fits = key.length > 0 && key.length <= 128 && value.length <= 256;
    if (!fits || !allowed.test(key) || !allowed.test(value) || key.startsWith('aws:')) {
      throw new S3Error('InvalidTag', { fields: { TagKey: key, TagValue: value } });
    }
  }
  if (new Set(tags.map((tag) => tag.key)).size !== tags.length) {
    throw new S3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' });
  }
  return [...tags];
}

export function sseHeaders(sse: Sse): Record<string, string> {
  return {
    [sseHeader]: sse.algorithm,
    ...(sse.kmsKeyId === null ? {} : { [sseKeyHeader]: sse.kmsKeyId }),
    ...(sse.bucketKey ? { [sseBucketKeyHeader]: 'true' } : {}),
  };
}

/** The headers by which GET and HEAD describe a version, its length and range aside. */
export function describeVersion(version: ObjectVersion, versioned: boolean): Record<string, string> {
  const metadata = Object.entries(version.metadata).map(([name, value]) => [
    metadataPrefix + name,
    headerSafe(value),
  ]);
  return {
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
    ...version.headers,
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.lastModified).toUTCString(),
    ...sseHeaders(version.sse),
    ...(versioned ? { 'x-amz-version-id': version.versionId } : {}),
    ...(version.tags.length === 0 ? {} : { 'x-amz-tagging-count': String(version.tags.length) }),
    ...Object.fromEntries(metadata),
  };
}

/** The checksum as GET and HEAD tell it under `x-amz-checksum-mode: ENABLED`. */
export function checksumHeaders(version: Pick<ObjectVersion, 'checksum'>): Record<string, string> {
  if (version.checksum === null) return {};
  return {
    [checksumHeader(version.checksum.algorithm)]: version.checksum.value,
    'x-amz-checksum-type': version.checksum.type,
  };
}

/** Text beyond printable ASCII goes out as an RFC 2047 encoded word, as S3 does. */
function headerSafe(value: string): string {
  return /^[\u0020-\u007e]*$/u.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}
