import { readDocument } from './body-reader.ts';
import { segmentsWithin } from './blob-store.ts';
import type { Bucket } from './bucket.ts';
import { checkReadConditions } from './conditions.ts';
import { checksumHeaders, describeVersion, refuseSseHeaders } from './object-headers.ts';
import { type ByteRange, parseRange } from './range.ts';
import type { ObjectVersion } from './records.ts';
import { authorizeOnObject, hideAbsence, type S3Call, type S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { integerParameter } from './s3-request.ts';
import { decryptable } from './server-side-keys.ts';
import { chooseVersion } from './versions.ts';

/** GetObject */
export async function getObject(call: S3Call): Promise<S3Reply> {
  const { bucket, version } = await findForReading(call);
  await decryptable(call, version.sse);
  const reply = plan(call, bucket, version);
  if (reply.range === null) return reply;
  // Only what is read is held and looked at: an object may have thousands of segments.
  const { segments, first, last } = segmentsWithin(version.segments, reply.range.first, reply.range.last);
  const hold = bucket.blobs.hold(segments);
  try {
    if (!(await bucket.blobs.intact(segments))) throw new S3Error('InternalError');
  } catch (error) {
    hold.release();
    throw error;
  }
  return {
    ...reply,
    body: {
      length: last - first + 1,
      bytes: bucket.blobs.read(segments, first, last),
      done: hold.release,
    },
  };
}

/** HeadObject: the same answer without its body. */
export async function headObject(call: S3Call): Promise<S3Reply> {
  const { bucket, version } = await findForReading(call);
  // The rest of the answer is no secret of the key (S3 API Reference, HeadObject, x-amz-checksum-mode).
  if (asksChecksum(call)) await decryptable(call, version.sse);
  return plan(call, bucket, version);
}

/** The version a read means, once the caller may read it. */
async function findForReading(call: S3Call): Promise<{ bucket: Bucket; version: ObjectVersion }> {
  refuseSseHeaders(call.header);
  const versionId = call.query.get('versionId');
  const bucket = authorizeOnObject(
    call,
    versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
    versionId === undefined ? {} : { 's3:VersionId': versionId },
  );
  await readDocument(call, 0, false);
  const record = await bucket.read(call.key);
  try {
    return { bucket, version: chooseVersion(record, call.key, versionId) };
  } catch (error) {
    throw hideAbsence(call, error);
  }
}

interface ReadPlan extends S3Reply {
  readonly headers: Readonly<Record<string, string>>;
  /** the bytes to send; null when there are none to send */
  readonly range: ByteRange | null;
}

function plan(call: S3Call, bucket: Bucket, version: ObjectVersion): ReadPlan {
  const described = {
    ...describeVersion(version, bucket.record.versioning !== 'Off'),
    ...overrides(call),
  };
  const verdict = checkReadConditions(call.header, {
    etag: version.etag,
    lastModified: new Date(version.lastModified),
  });
  if (verdict === 'not-modified') {
    const { etag = '', 'last-modified': lastModified = '' } = described;
    return { status: 304, headers: { etag, 'last-modified': lastModified }, range: null };
  }
  const part = partRange(call, version);
  const asked = part === null ? parseRange(call.header('range'), version.size) : part.range;
  const range = asked ?? { first: 0, last: version.size - 1 };
  const checksums =
    asksChecksum(call) && (asked === null || call.request.method === 'HEAD') ? checksumHeaders(version) : {};
  return {
    status: asked === null ? 200 : 206,
    headers: {
      ...described,
      ...checksums,
      ...(part === null ? {} : part.headers),
      'content-length': String(range.last - range.first + 1),
      ...(asked === null ? {} : { 'content-range': `bytes ${range.first}-${range.last}/${version.size}` }),
    },
    range,
  };
}

function asksChecksum(call: S3Call): boolean {
  return call.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
}

/** `?partNumber=`: the bytes of one part of a multipart object. */
function partRange(
  call: S3Call,
  version: ObjectVersion,
): { readonly range: ByteRange | null; readonly headers: Readonly<Record<string, string>> } | null {
  if (!call.query.has('partNumber')) return null;
  if (call.header('range') !== undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'Cannot specify both Range header and partNumber query parameter',
    });
  }
  const number = integerParameter(call.query, 'partNumber', { least: 1, most: 10_000, fallback: 1 });
  const count = version.partCount ?? 1;
  const segment = version.segments[number - 1];
  if (number > count || (version.partCount !== null && segment === undefined)) {
    throw new S3Error('InvalidPartNumber', {
      fields: { PartNumberRequested: String(number), ActualPartCount: String(count) },
    });
  }
  const headers = version.partCount === null ? {} : { 'x-amz-mp-parts-count': String(count) };
  if (version.size === 0) return { range: null, headers };
  if (version.partCount === null || segment === undefined)
    return { range: { first: 0, last: version.size - 1 }, headers };
  const first = version.segments.slice(0, number - 1).reduce((sum, { size }) => sum + size, 0);
  return { range: { first, last: first + segment.size - 1 }, headers };
}

const overridable = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/** `response-content-type` and its like; they must be printable, since they become headers. */
function overrides(call: S3Call): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of overridable) {
    const value = call.query.get(`response-${name}`);
    if (value === undefined) continue;
    if (!/^[\u0020-\u007e]*$/u.test(value)) {
      throw new S3Error('InvalidArgument', {
        fields: { ArgumentName: `response-${name}`, ArgumentValue: value },
      });
    }
    headers[name] = value;
  }
  return headers;
}
