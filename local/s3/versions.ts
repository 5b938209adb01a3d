import { randomBytes } from 'node:crypto';
import type { BucketRecord, KeyRecord, ObjectVersion, Segment } from './records.ts';
import { S3Error } from './s3-error.ts';

/** The next state of a key, and the bytes nobody needs once it stands. */
export interface Change {
  readonly record: KeyRecord;
  readonly removed: readonly Segment[];
}

export type VersionDraft = Omit<ObjectVersion, 'versionId'>;

/** The id a new version gets: random in a versioned bucket, else `null`. */
export function newVersionId(versioning: BucketRecord['versioning']): string {
  return versioning === 'Enabled' ? randomBytes(24).toString('base64url') : 'null';
}

/** Puts a version on top; a `null` version replaces the `null` version that was. */
export function withVersion(record: KeyRecord, version: ObjectVersion): Change {
  const replaced =
    version.versionId === 'null' ? record.versions.filter((old) => old.versionId === 'null') : [];
  return {
    record: { ...record, versions: [version, ...record.versions.filter((old) => !replaced.includes(old))] },
    removed: replaced.flatMap((old) => old.segments),
  };
}

/** Takes one version away for good. */
export function withoutVersion(record: KeyRecord, versionId: string): Change {
  const gone = record.versions.filter((version) => version.versionId === versionId);
  return {
    record: { ...record, versions: record.versions.filter((version) => !gone.includes(version)) },
    removed: gone.flatMap((version) => version.segments),
  };
}

export function deleteMarker(versionId: string, now: Date): ObjectVersion {
  return {
    versionId,
    deleteMarker: true,
    lastModified: now.toISOString(),
    size: 0,
    etag: '',
    segments: [],
    partCount: null,
    checksum: null,
    metadata: {},
    headers: {},
    sse: { algorithm: 'AES256', kmsKeyId: null, bucketKey: false },
    tags: [],
  };
}

/**
 * The version a request means: the named one, else the newest.
 * @throws S3Error NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker asked by its id
 */
export function chooseVersion(
  record: KeyRecord | null,
  key: string,
  versionId: string | undefined,
): ObjectVersion {
  if (versionId === undefined) {
    const newest = record?.versions[0];
    if (newest === undefined) throw new S3Error('NoSuchKey', { fields: { Key: key } });
    if (newest.deleteMarker) {
      throw new S3Error('NoSuchKey', {
        fields: { Key: key },
        headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': newest.versionId },
      });
    }
    return newest;
  }
  const named = record?.versions.find((version) => version.versionId === versionId);
  if (named === undefined) {
    requireVersionId(versionId);
    throw new S3Error('NoSuchVersion', { fields: { Key: key, VersionId: versionId } });
  }
  if (named.deleteMarker) {
    throw new S3Error('MethodNotAllowed', {
      headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': named.versionId, allow: 'DELETE' },
    });
  }
  return named;
}

/** @throws S3Error InvalidArgument for what can be no version's id */
export function requireVersionId(versionId: string): void {
  if (/^(null|[A-Za-z0-9_-]{32})$/u.test(versionId)) return;
  throw new S3Error('InvalidArgument', {
    message: 'Invalid version id specified',
    fields: { ArgumentName: 'versionId', ArgumentValue: versionId },
  });
}
