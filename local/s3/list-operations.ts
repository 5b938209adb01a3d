import type { Bucket, ListedVersion } from './bucket.ts';
import { abortDueUploads } from './lifecycle.ts';
import { type ListingEntry, type ListingRequest, listPage, urlEncode } from './listing.ts';
import { authorizeOnBucket, type S3Call, type S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { integerParameter } from './s3-request.ts';
import { readDocument } from './body-reader.ts';
import { compareUtf8 } from './utf8-order.ts';
import { xmlDocument, type XmlElements } from './xml.ts';

/** ListObjectsV2 */
export async function listObjectsV2(call: S3Call): Promise<S3Reply> {
  const bucket = await open(call, 's3:ListBucket');
  const token = call.query.get('continuation-token');
  const startAfter = call.query.get('start-after');
  const request = readRequest(call, token === undefined ? (startAfter ?? '') : decodeToken(token));
  const page = listPage(bucket.keys, request, (key) => isThere(bucket, key));
  const encode = encoder(call);
  return document('ListBucketResult', {
    Name: call.bucketName,
    Prefix: encode(request.prefix),
    Delimiter: request.delimiter === '' ? undefined : encode(request.delimiter),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.truncated ? encodeToken(page.next) : undefined,
    MaxKeys: request.limit,
    KeyCount: page.entries.length,
    EncodingType: call.query.get('encoding-type'),
    IsTruncated: page.truncated,
    Contents: contents(
      bucket,
      page.entries,
      encode,
      call.query.get('fetch-owner') === 'true' ? call.caller.accountId : null,
    ),
    CommonPrefixes: commonPrefixes(page.entries, encode),
  });
}

/** ListObjects, the older form, paged by `marker`. */
export async function listObjectsV1(call: S3Call): Promise<S3Reply> {
  const bucket = await open(call, 's3:ListBucket');
  const marker = call.query.get('marker') ?? '';
  const request = readRequest(call, marker);
  const page = listPage(bucket.keys, request, (key) => isThere(bucket, key));
  const encode = encoder(call);
  return document('ListBucketResult', {
    Name: call.bucketName,
    Prefix: encode(request.prefix),
    Marker: encode(marker),
    NextMarker: page.truncated && request.delimiter !== '' ? encode(page.next) : undefined,
    Delimiter: request.delimiter === '' ? undefined : encode(request.delimiter),
    MaxKeys: request.limit,
    EncodingType: call.query.get('encoding-type'),
    IsTruncated: page.truncated,
    Contents: contents(bucket, page.entries, encode, call.caller.accountId),
    CommonPrefixes: commonPrefixes(page.entries, encode),
  });
}

/** ListObjectVersions. With a delimiter whole keys a page, so that a page may be longer than asked by the versions of its last key. */
export async function listObjectVersions(call: S3Call): Promise<S3Reply> {
  const bucket = await open(call, 's3:ListBucketVersions');
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('version-id-marker') ?? '';
  const request = readRequest(call, keyMarker);
  const page = listPage(bucket.keys, request, () => true);
  const encode = encoder(call);
  const all = [
    ...(idMarker === '' ? [] : rowsOf(bucket, keyMarker, idMarker)),
    ...page.entries.flatMap((entry) => (entry.kind === 'key' ? rowsOf(bucket, entry.key) : [])),
  ];
  const rows = request.delimiter === '' ? all.slice(0, request.limit) : all;
  const truncated = page.truncated || rows.length < all.length;
  const last = request.delimiter === '' ? rows.at(-1) : undefined;
  const common = ({ key, version, newest }: VersionRow): XmlElements => ({
    Key: encode(key),
    VersionId: version.versionId,
    IsLatest: newest,
    LastModified: version.lastModified,
  });
  return document('ListVersionsResult', {
    Name: call.bucketName,
    Prefix: encode(request.prefix),
    KeyMarker: encode(keyMarker),
    VersionIdMarker: idMarker,
    NextKeyMarker: truncated ? encode(last?.key ?? page.next) : undefined,
    NextVersionIdMarker: truncated ? last?.version.versionId : undefined,
    MaxKeys: request.limit,
    Delimiter: request.delimiter === '' ? undefined : encode(request.delimiter),
    EncodingType: call.query.get('encoding-type'),
    IsTruncated: truncated,
    Version: rows
      .filter(({ version }) => !version.deleteMarker)
      .map((row) => Object.assign(common(row), sizeAndTag(row.version))),
    DeleteMarker: rows.filter(({ version }) => version.deleteMarker).map(common),
    CommonPrefixes: commonPrefixes(page.entries, encode),
  });
}

/** The versions of a key, the newest first; those after one where its id is given. */
function rowsOf(bucket: Bucket, key: string, after?: string): VersionRow[] {
  const rows = bucket.listed(key).map((version, index) => ({ key, version, newest: index === 0 }));
  return after === undefined
    ? rows
    : rows.slice(rows.findIndex(({ version }) => version.versionId === after) + 1);
}

interface VersionRow {
  readonly key: string;
  readonly version: ListedVersion;
  readonly newest: boolean;
}

/**
 * ListMultipartUploads, in order of key and then of start. Policies cannot ask for its prefix: unlike ListBucket it has no
 * condition key `s3:prefix` (Service Authorization Reference, Amazon S3).
 */
export async function listMultipartUploads(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:ListBucketMultipartUploads');
  await readDocument(call, 0, false);
  await abortDueUploads(bucket, call.now);
  const prefix = call.query.get('prefix') ?? '';
  const keyMarker = call.query.get('key-marker') ?? '';
  const idMarker = call.query.get('upload-id-marker') ?? '';
  const limit = integerParameter(call.query, 'max-uploads', { least: 0, most: 1000, fallback: 1000 });
  const rest = bucket.uploads
    .all()
    .filter(({ key }) => key.startsWith(prefix))
    .filter((upload) =>
      idMarker === ''
        ? keyMarker === '' || compareUtf8(upload.key, keyMarker) > 0
        : compareUploads(upload, { key: keyMarker, uploadId: idMarker }) > 0,
    )
    .toSorted(compareUploads);
  const page = rest.slice(0, limit);
  const truncated = rest.length > page.length && limit > 0;
  const encode = encoder(call);
  return document('ListMultipartUploadsResult', {
    Bucket: call.bucketName,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker,
    NextKeyMarker: truncated ? encode(page.at(-1)?.key ?? '') : undefined,
    NextUploadIdMarker: truncated ? page.at(-1)?.uploadId : undefined,
    Prefix: encode(prefix),
    MaxUploads: limit,
    EncodingType: call.query.get('encoding-type'),
    IsTruncated: truncated,
    Upload: page.map((upload) => ({
      Key: encode(upload.key),
      UploadId: upload.uploadId,
      Initiator: { ID: upload.initiator, DisplayName: upload.initiator },
      StorageClass: 'STANDARD',
      Initiated: upload.initiated,
      ChecksumAlgorithm: upload.algorithmAsked ? upload.algorithm : undefined,
      ChecksumType: upload.algorithmAsked ? upload.checksumType : undefined,
    })),
  });
}

interface UploadPlace {
  readonly key: string;
  readonly uploadId: string;
}

function compareUploads(a: UploadPlace, b: UploadPlace): number {
  return compareUtf8(a.key, b.key) || compareUtf8(a.uploadId, b.uploadId);
}

async function open(call: S3Call, action: string): Promise<Bucket> {
  const bucket = authorizeOnBucket(call, action, listConditions(call));
  await readDocument(call, 0, false);
  return bucket;
}

/** Condition keys exist only for what the request says. */
function listConditions(call: S3Call): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = call.query.get(name);
    if (value !== undefined) values[`s3:${name}`] = value;
  }
  return values;
}

function readRequest(call: S3Call, after: string): ListingRequest {
  return {
    prefix: call.query.get('prefix') ?? '',
    delimiter: call.query.get('delimiter') ?? '',
    after,
    limit: integerParameter(call.query, 'max-keys', { least: 0, most: 1000, fallback: 1000 }),
  };
}

function isThere(bucket: Bucket, key: string): boolean {
  return bucket.listed(key)[0]?.deleteMarker === false;
}

function contents(
  bucket: Bucket,
  entries: readonly ListingEntry[],
  encode: (text: string) => string,
  owner: string | null,
): XmlElements[] {
  return entries.flatMap((entry) => {
    const version = entry.kind === 'key' ? bucket.listed(entry.key)[0] : undefined;
    if (entry.kind !== 'key' || version === undefined) return [];
    return [
      {
        Key: encode(entry.key),
        LastModified: version.lastModified,
        ...sizeAndTag(version),
        Owner: owner === null ? undefined : { ID: owner, DisplayName: owner },
      },
    ];
  });
}

function sizeAndTag(version: ListedVersion): XmlElements {
  return {
    ETag: `"${version.etag}"`,
    ChecksumAlgorithm: version.checksum?.algorithm,
    ChecksumType: version.checksum?.type,
    Size: version.size,
    StorageClass: 'STANDARD',
  };
}

function commonPrefixes(entries: readonly ListingEntry[], encode: (text: string) => string): XmlElements[] {
  return entries.flatMap((entry) => (entry.kind === 'group' ? [{ Prefix: encode(entry.prefix) }] : []));
}

function encoder(call: S3Call): (text: string) => string {
  const type = call.query.get('encoding-type');
  if (type === undefined) return (text) => text;
  if (type === 'url') return urlEncode;
  throw new S3Error('InvalidArgument', {
    message: 'Invalid Encoding Method specified in Request',
    fields: { ArgumentName: 'encoding-type', ArgumentValue: type },
  });
}

function encodeToken(key: string): string {
  return `1${Buffer.from(key).toString('base64url')}`;
}

function decodeToken(token: string): string {
  const key = Buffer.from(token.slice(1), 'base64url').toString('utf8');
  if (token !== encodeToken(key) || key === '') {
    throw new S3Error('InvalidArgument', {
      message: 'The continuation token provided is incorrect',
      fields: { ArgumentName: 'continuation-token', ArgumentValue: token },
    });
  }
  return key;
}

function document(root: string, content: XmlElements): S3Reply {
  return { status: 200, body: xmlDocument(root, content) };
}
