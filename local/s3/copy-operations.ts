import type { Bucket } from './bucket.ts';
import { defaultSse } from './bucket-encryption.ts';
import {
  checksumAlgorithms,
  type ChecksumAlgorithm,
  checksumElement,
  createHasher,
  parseAlgorithm,
} from './checksums.ts';
import { bodyEtag, commitObject, versionHeader } from './commit-object.ts';
import { checkCopyConditions, parseWriteConditions } from './conditions.ts';
import { readObjectFacts, sseHeaders } from './object-headers.ts';
import { readDocument, uploadLimit } from './body-reader.ts';
import { type ByteRange, parseCopyRange } from './range.ts';
import type { ObjectFacts, ObjectVersion, Segment } from './records.ts';
import {
  authorize,
  authorizeOnObject,
  hideAbsence,
  objectArn,
  type S3Call,
  type S3Reply,
  writeConditionValues,
} from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { parseTarget } from './s3-request.ts';
import { decryptable, encryptable } from './server-side-keys.ts';
import { storePart, uploadPartNumber } from './multipart-operations.ts';
import { chooseVersion } from './versions.ts';
import { xmlDocument } from './xml.ts';

/** CopyObject */
export async function copyObject(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:PutObject', writeConditionValues(call));
  await readDocument(call, 0, false);
  const conditions = parseWriteConditions(call.header);
  const source = await findSource(call);
  if (source.version.size > uploadLimit) {
    throw new S3Error('InvalidRequest', {
      message: `The specified copy source is larger than the maximum allowable size for a copy source: ${uploadLimit}`,
    });
  }
  const asked = factsOfCopy(call, source, bucket);
  if (asked.tags.length > 0) authorizeTags(call, source);
  const facts = await encryptable(call, asked);
  const named = call.header('x-amz-checksum-algorithm');
  const algorithm =
    named === undefined ? (source.version.checksum?.algorithm ?? 'CRC64NVME') : parseAlgorithm(named);
  const copy = await copyBytes(source, bucket, { first: 0, last: source.version.size - 1 }, algorithm);
  const version = await commitObject(
    bucket,
    call.key,
    {
      ...facts,
      deleteMarker: false,
      lastModified: call.now.toISOString(),
      size: copy.segment.size,
      etag: bodyEtag(copy.md5, facts.sse),
      segments: [copy.segment],
      partCount: null,
      checksum: { algorithm, type: 'FULL_OBJECT', value: copy.segment.checksum ?? '' },
    },
    conditions,
    'delete bytes',
  );
  return {
    status: 200,
    headers: {
      ...sseHeaders(version.sse),
      ...versionHeader(bucket, version.versionId),
      ...sourceVersionHeader(source),
    },
    body: xmlDocument('CopyObjectResult', {
      LastModified: version.lastModified,
      ETag: `"${version.etag}"`,
      [checksumElement(algorithm)]: version.checksum?.value,
      ChecksumType: 'FULL_OBJECT',
    }),
  };
}

/** UploadPartCopy */
export async function uploadPartCopy(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:PutObject');
  await readDocument(call, 0, false);
  const partNumber = uploadPartNumber(call);
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = bucket.uploads.find(uploadId, call.key);
  await decryptable(call, upload.sse);
  const source = await findSource(call);
  const rangeHeader = call.header('x-amz-copy-source-range');
  const range =
    rangeHeader === undefined
      ? { first: 0, last: source.version.size - 1 }
      : parseCopyRange(rangeHeader, source.version.size);
  if (range.last - range.first + 1 > uploadLimit) throw new S3Error('InvalidRequest');
  const copy = await copyBytes(source, bucket, range, upload.algorithm);
  const part = await storePart(bucket, uploadId, {
    partNumber,
    etag: bodyEtag(copy.md5, upload.sse),
    lastModified: call.now.toISOString(),
    segment: copy.segment,
  });
  return {
    status: 200,
    headers: { ...sseHeaders(upload.sse), ...sourceVersionHeader(source) },
    body: xmlDocument('CopyPartResult', {
      LastModified: part.lastModified,
      ETag: `"${part.etag}"`,
      ...(upload.algorithmAsked
        ? { [checksumElement(upload.algorithm)]: copy.segment.checksum ?? undefined }
        : {}),
    }),
  };
}

interface CopySource {
  readonly bucket: Bucket;
  readonly bucketName: string;
  readonly key: string;
  readonly version: ObjectVersion;
}

/** `x-amz-copy-source`: `[/]bucket/key[?versionId=id]`, URL-encoded; its conditions are checked too. */
async function findSource(call: S3Call): Promise<CopySource> {
  const text = call.header('x-amz-copy-source') ?? '';
  const {
    bucket: bucketName,
    key,
    query,
  } = parseTarget(text.startsWith('/') ? text : `/${decodeSlash(text)}`);
  if (bucketName === null || key === null) {
    throw new S3Error('InvalidArgument', {
      message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      fields: { ArgumentName: 'x-amz-copy-source', ArgumentValue: text },
    });
  }
  const versionId = query.get('versionId');
  const bucket = call.store.get(bucketName);
  authorize(
    call,
    versionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
    objectArn(bucketName, key),
  );
  const record = await bucket.read(key);
  try {
    const version = chooseVersion(record, key, versionId);
    checkCopyConditions(call.header, { etag: version.etag, lastModified: new Date(version.lastModified) });
    await decryptable(call, version.sse, { bucketName, key });
    return { bucket, bucketName, key, version };
  } catch (error) {
    if (error instanceof S3Error && error.code === 'MethodNotAllowed') throw new S3Error('InvalidRequest');
    throw hideAbsence({ ...call, bucketName }, error);
  }
}

/** Some clients encode the slash between bucket and key as well. */
function decodeSlash(text: string): string {
  return text.includes('/') ? text : text.replace(/%2F/iu, '/');
}

function factsOfCopy(call: S3Call, source: CopySource, target: Bucket): ObjectFacts {
  const usual = defaultSse(target.record);
  const asked = readObjectFacts(call.request, call.query, call.header, usual);
  const metadata = directive(call, 'x-amz-metadata-directive');
  const tagging = directive(call, 'x-amz-tagging-directive');
  const onItself = source.bucketName === call.bucketName && source.key === call.key;
  const changesSse = call.header('x-amz-server-side-encryption') !== undefined;
  if (
    onItself &&
    metadata === 'COPY' &&
    !changesSse &&
    !call.query.has('versionId') &&
    source.bucket.record.versioning === 'Off'
  ) {
    throw new S3Error('InvalidRequest', {
      message:
        "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    });
  }
  const kept = metadata === 'COPY' ? source.version : asked;
  return {
    metadata: kept.metadata,
    headers: kept.headers,
    sse: asked.sse,
    tags: tagging === 'COPY' ? source.version.tags : asked.tags,
  };
}

/** Tags are another permission than bytes: to set them here, and to read them there when they are copied. */
function authorizeTags(call: S3Call, source: CopySource): void {
  authorizeOnObject(call, 's3:PutObjectTagging');
  if (directive(call, 'x-amz-tagging-directive') === 'REPLACE') return;
  authorize(call, 's3:GetObjectTagging', objectArn(source.bucketName, source.key));
}

function directive(call: S3Call, name: string): 'COPY' | 'REPLACE' {
  const value = call.header(name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw new S3Error('InvalidArgument', {
    message: 'Unknown metadata directive.',
    fields: { ArgumentName: name, ArgumentValue: value },
  });
}

async function copyBytes(
  source: CopySource,
  target: Bucket,
  range: ByteRange,
  algorithm: ChecksumAlgorithm,
): Promise<{ segment: Segment; md5: string }> {
  const md5 = await createHasher('MD5');
  const checksum = await createHasher(checksumAlgorithms.find((known) => known === algorithm) ?? 'CRC64NVME');
  const hold = source.bucket.blobs.hold(source.version.segments);
  try {
    if (!(await source.bucket.blobs.intact(source.version.segments))) throw new S3Error('InternalError');
    const bytes = source.bucket.blobs.read(source.version.segments, range.first, range.last);
    const stored = await target.blobs.receive(bytes, [md5, checksum]);
    return {
      segment: { ...stored, checksum: checksum.digest().toString('base64') },
      md5: md5.digest().toString('hex'),
    };
  } finally {
    hold.release();
  }
}

function sourceVersionHeader(source: CopySource): Record<string, string> {
  if (source.bucket.record.versioning === 'Off') return {};
  return { 'x-amz-copy-source-version-id': source.version.versionId };
}
