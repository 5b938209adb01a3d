import { randomBytes } from 'node:crypto';
import type { Bucket } from './bucket.ts';
import { checkWriteConditions, type WriteConditions } from './conditions.ts';
import type { ObjectVersion, Sse } from './records.ts';
import { newVersionId, type VersionDraft, withVersion } from './versions.ts';

/** The ETag of the object that a read of the key would find; null when there is none. */
export function currentEtag(bucket: Bucket, key: string): string | null {
  const newest = bucket.listed(key)[0];
  return newest === undefined || newest.deleteMarker ? null : newest.etag;
}

/**
 * Makes a stored body the key's newest version, if the conditions still hold. When they do not, its bytes are deleted.
 * @throws S3Error PreconditionFailed, NoSuchKey
 */
export async function commitObject(
  bucket: Bucket,
  key: string,
  draft: VersionDraft,
  conditions: WriteConditions,
  onRefusal: 'delete bytes' | 'keep bytes',
): Promise<ObjectVersion> {
  try {
    return await bucket.change(key, (record) => {
      const newest = record?.versions[0];
      checkWriteConditions(conditions, newest === undefined || newest.deleteMarker ? null : newest.etag, key);
      const version = { ...draft, versionId: newVersionId(bucket.record.versioning) };
      return { change: withVersion(record ?? { key, versions: [] }, version), result: version };
    });
  } catch (error) {
    if (onRefusal === 'delete bytes') await bucket.blobs.remove(draft.segments);
    throw error;
  }
}

/** The ETag of one body: its MD5, but under SSE-KMS something opaque, as S3 does it. */
export function bodyEtag(md5: string, sse: Sse): string {
  return sse.algorithm === 'aws:kms' ? randomBytes(16).toString('hex') : md5;
}

/** `x-amz-version-id` of an answer about a version; absent in a bucket that never had versions. */
export function versionHeader(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.record.versioning === 'Off' ? {} : { 'x-amz-version-id': versionId };
}
