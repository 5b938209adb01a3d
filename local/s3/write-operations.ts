import { randomUUID } from 'node:crypto';
import { readDocument, receiveUpload } from './body-reader.ts';
import type { Bucket } from './bucket.ts';
import { defaultSse } from './bucket-encryption.ts';
import { bodyEtag, commitObject, currentEtag, versionHeader } from './commit-object.ts';
import { checkWriteConditions, parseWriteConditions } from './conditions.ts';
import { checksumHeaders, readObjectFacts, sseHeaders } from './object-headers.ts';
import { authorizeOnObject, objectArn, type S3Call, type S3Reply, writeConditionValues } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { encryptable } from './server-side-keys.ts';
import { deleteMarker, newVersionId, requireVersionId, withoutVersion, withVersion } from './versions.ts';
import { childrenNamed, childText, parseXml, xmlDocument, type XmlElements } from './xml.ts';

/** One DeleteObjects request: 1,000 keys of 1,024 bytes, escaped, with their elements. */
const deleteDocumentLimit = 8 * 1024 * 1024;

/** PutObject */
export async function putObject(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:PutObject', writeConditionValues(call));
  const asked = readObjectFacts(call.request, call.query, call.header, defaultSse(bucket.record));
  if (asked.tags.length > 0) authorizeOnObject(call, 's3:PutObjectTagging');
  const conditions = parseWriteConditions(call.header);
  checkWriteConditions(conditions, currentEtag(bucket, call.key), call.key);
  const facts = await encryptable(call, asked);
  const body = await receiveUpload(call, bucket.blobs, 'CRC64NVME');
  const version = await commitObject(
    bucket,
    call.key,
    {
      ...facts,
      deleteMarker: false,
      lastModified: call.now.toISOString(),
      size: body.size,
      etag: bodyEtag(body.md5, facts.sse),
      segments: [{ blob: body.blob, size: body.size, checksum: body.checksum.value }],
      partCount: null,
      checksum: { ...body.checksum, type: 'FULL_OBJECT' },
    },
    conditions,
    'delete bytes',
  );
  return {
    status: 200,
    headers: {
      etag: `"${version.etag}"`,
      ...checksumHeaders(version),
      ...sseHeaders(version.sse),
      ...versionHeader(bucket, version.versionId),
    },
  };
}

/** DeleteObject */
export async function deleteObject(call: S3Call): Promise<S3Reply> {
  const versionId = call.query.get('versionId');
  const bucket = authorizeOnObject(
    call,
    versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
    versionId === undefined ? {} : { 's3:VersionId': versionId },
  );
  await readDocument(call, 0, false);
  const done = await deleteOne(bucket, call.key, versionId, call.now);
  return {
    status: 204,
    headers: {
      ...(done.versionId === null ? {} : versionHeader(bucket, done.versionId)),
      ...(done.marker ? { 'x-amz-delete-marker': 'true' } : {}),
    },
  };
}

/** DeleteObjects: each key is authorised, done and answered on its own. */
export async function deleteObjects(call: S3Call): Promise<S3Reply> {
  const bucket = call.store.get(call.bucketName);
  const root = parseXml(await readDocument(call, deleteDocumentLimit, true), 'Delete');
  const objects = childrenNamed(root, 'Object').map((node) => ({
    key: childText(node, 'Key') ?? '',
    versionId: childText(node, 'VersionId'),
  }));
  if (objects.length === 0 || objects.length > 1000 || objects.some(({ key }) => key === '')) {
    throw new S3Error('MalformedXML');
  }
  const quiet = childText(root, 'Quiet') === 'true';
  const deleted: XmlElements[] = [];
  const failed: XmlElements[] = [];
  for (const { key, versionId } of objects) {
    const named = { Key: key, VersionId: versionId };
    try {
      if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError');
      const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
      if (!call.allows(action, objectArn(call.bucketName, key), {})) throw new S3Error('AccessDenied');
      const done = await deleteOne(bucket, key, versionId, call.now);
      deleted.push({
        ...named,
        DeleteMarker: done.marker ? true : undefined,
        DeleteMarkerVersionId: done.marker && done.versionId !== null ? done.versionId : undefined,
      });
    } catch (error) {
      const refusal = error instanceof S3Error ? error : new S3Error('InternalError');
      failed.push({ ...named, Code: refusal.code, Message: refusal.message });
    }
  }
  return { status: 200, body: xmlDocument('DeleteResult', { Deleted: quiet ? [] : deleted, Error: failed }) };
}

interface Deletion {
  /** of the marker made, or of the version that went away; null when nothing happened */
  readonly versionId: string | null;
  /** whether a delete marker was made, or was what went away */
  readonly marker: boolean;
}

async function deleteOne(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  now: Date,
): Promise<Deletion> {
  const { versioning } = bucket.record;
  if (versionId !== undefined) requireVersionId(versionId);
  return bucket.change<Deletion>(key, (record) => {
    if (versionId !== undefined) {
      const gone = record?.versions.find((version) => version.versionId === versionId);
      if (record === null || gone === undefined)
        return { change: null, result: { versionId, marker: false } };
      return { change: withoutVersion(record, versionId), result: { versionId, marker: gone.deleteMarker } };
    }
    if (versioning === 'Off') {
      return {
        change: record === null ? null : withoutVersion(record, 'null'),
        result: { versionId: null, marker: false },
      };
    }
    const marker = deleteMarker(newVersionId(versioning), now);
    return {
      change: withVersion(record ?? { key, versions: [] }, marker),
      result: { versionId: marker.versionId, marker: true },
    };
  });
}

/** Ids of multipart uploads become folder names, so they are made here and only looked up in memory. */
export function newUploadId(): string {
  return `${randomUUID()}${randomUUID()}`.replaceAll('-', '');
}
