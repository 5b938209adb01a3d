import type {
  GetObjectCommandOutput,
  HeadObjectCommandOutput,
  MultipartUpload,
  Part,
  _Object,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import type { HeldPart, ListedObject, ObjectFacts, OpenUpload } from '../transfer/store-port.ts';

/**
 * A field that every such answer of S3 has.
 * @throws AppError `store-answer-invalid`. In a browser a header is missing also where the bucket's CORS rules do not expose it.
 */
export function must<T>(value: T | undefined, field: string): T {
  if (value !== undefined && value !== '') return value;
  throw new AppError('store-answer-invalid', `the answer of S3 lacks ${field}`, {
    details: { field, hint: `CORS: the bucket must expose ${field} (ExposeHeaders)` },
  });
}

/**
 * The range a GetObject answered with: it begins where asked, and ends there or where the object ends.
 * @throws AppError `store-answer-invalid`
 */
export function rangeOf(
  answer: Pick<GetObjectCommandOutput, 'ContentRange' | 'ContentLength'>,
  first: number,
  last: number,
): { readonly length: number; readonly size: number } {
  const header = must(answer.ContentRange, 'Content-Range');
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/u.exec(header);
  const [from, to, size] = match ? match.slice(1).map(Number) : [];
  if (from !== first || to === undefined || size === undefined || to !== Math.min(last, size - 1)) {
    throw new AppError('store-answer-invalid', 'S3 answered with another range than asked', {
      details: { field: 'Content-Range', asked: `${first}-${last}`, answered: header },
    });
  }
  return { length: to - from + 1, size };
}

export function headFacts(answer: HeadObjectCommandOutput): ObjectFacts {
  return {
    size: must(answer.ContentLength, 'Content-Length'),
    etag: must(answer.ETag, 'ETag'),
    lastModified: answer.LastModified?.toISOString() ?? null,
    contentType: answer.ContentType ?? null,
    versionId: answer.VersionId ?? null,
    checksum: checksumOf(answer),
    sse: answer.ServerSideEncryption ?? null,
    sseKmsKeyId: answer.SSEKMSKeyId ?? null,
    bucketKey: answer.BucketKeyEnabled ?? null,
  };
}

function checksumOf(answer: HeadObjectCommandOutput): ObjectFacts['checksum'] {
  const values = {
    CRC32: answer.ChecksumCRC32,
    CRC32C: answer.ChecksumCRC32C,
    CRC64NVME: answer.ChecksumCRC64NVME,
    SHA256: answer.ChecksumSHA256,
    SHA1: answer.ChecksumSHA1,
  };
  for (const [algorithm, value] of Object.entries(values)) {
    if (value !== undefined) return { algorithm, value, type: answer.ChecksumType ?? null };
  }
  return null;
}

export function listedObject(entry: _Object): ListedObject {
  return {
    key: must(entry.Key, 'Key'),
    size: must(entry.Size, 'Size'),
    etag: must(entry.ETag, 'ETag'),
    lastModified: entry.LastModified?.toISOString() ?? null,
  };
}

/** @throws AppError `store-answer-invalid` */
export function heldPart(entry: Part): HeldPart {
  const partNumber = must(entry.PartNumber, 'PartNumber');
  const size = must(entry.Size, 'Size');
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > 10_000 || !isLength(size)) {
    throw new AppError('store-answer-invalid', 'S3 listed a part that cannot be', {
      details: { field: 'Part', partNumber, size },
    });
  }
  return { partNumber, size, etag: must(entry.ETag, 'ETag'), crc32: entry.ChecksumCRC32 ?? null };
}

function isLength(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0;
}

export function openUpload(entry: MultipartUpload): OpenUpload {
  return {
    key: must(entry.Key, 'Key'),
    uploadId: must(entry.UploadId, 'UploadId'),
    initiated: entry.Initiated?.toISOString() ?? null,
  };
}
