import { createHash } from 'node:crypto';
import { readDocument } from './body-reader.ts';
import {
  type Checksum,
  checksumElement,
  checksumHeader,
  combineChecksums,
  isChecksumValue,
} from './checksums.ts';
import { bodyEtag, commitObject, currentEtag, versionHeader } from './commit-object.ts';
import { checkWriteConditions, parseWriteConditions } from './conditions.ts';
import { sseHeaders } from './object-headers.ts';
import type { PartRecord, UploadRecord } from './records.ts';
import { authorizeOnObject, type S3Call, type S3Reply, writeConditionValues } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { decryptable } from './server-side-keys.ts';
import { childrenNamed, childText, parseXml, xmlDocument } from './xml.ts';

/** 10,000 parts with ETags and checksums. */
const documentLimit = 4 * 1024 * 1024;
const smallestPart = 5 * 1024 * 1024;

/** CompleteMultipartUpload: a manifest over the part files; no byte is copied. */
export async function completeMultipartUpload(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:PutObject', writeConditionValues(call));
  const conditions = parseWriteConditions(call.header);
  const uploadId = call.query.get('uploadId') ?? '';
  const document = await readCompletion(call);
  const { upload, version } = await bucket.uploads.exclusively(uploadId, async () => {
    const upload = bucket.uploads.find(uploadId, call.key);
    checkWriteConditions(conditions, currentEtag(bucket, call.key), call.key);
    // Only to combine checksums S3 reads the parts (S3 API Reference, CompleteMultipartUpload, "Permissions").
    if (upload.algorithmAsked) await decryptable(call, upload.sse);
    const parts = matchParts(document, bucket.uploads.parts(uploadId), upload);
    const size = parts.reduce((sum, part) => sum + part.segment.size, 0);
    checkSize(call, size);
    const checksum = combine(upload, parts);
    checkWholeChecksum(call, upload, checksum);
    const segments = parts.map((part) => part.segment);
    const version = await commitObject(
      bucket,
      call.key,
      {
        metadata: upload.metadata,
        headers: upload.headers,
        sse: upload.sse,
        tags: upload.tags,
        deleteMarker: false,
        lastModified: call.now.toISOString(),
        size,
        etag: `${bodyEtag(etagOfEtags(parts), upload.sse)}-${parts.length}`,
        segments,
        partCount: parts.length,
        checksum,
      },
      conditions,
      'keep bytes',
    );
    await bucket.uploads.remove(uploadId, segments);
    return { upload, version };
  });
  return {
    status: 200,
    headers: { ...sseHeaders(upload.sse), ...versionHeader(bucket, version.versionId) },
    body: xmlDocument('CompleteMultipartUploadResult', {
      Location: `http://${call.header('host') ?? ''}/${call.bucketName}/${encodeURIComponent(call.key)}`,
      Bucket: call.bucketName,
      Key: call.key,
      ETag: `"${version.etag}"`,
      [checksumElement(upload.algorithm)]: version.checksum?.value,
      ChecksumType: upload.checksumType,
    }),
  };
}

interface ClaimedPart {
  readonly partNumber: number;
  readonly etag: string;
  /** by algorithm element, such as `ChecksumCRC32` */
  readonly checksums: ReadonlyMap<string, string>;
}

async function readCompletion(call: S3Call): Promise<ClaimedPart[]> {
  // The x-amz-checksum-* headers of this request speak of the object, not of the document.
  const header = (name: string): string | undefined =>
    name.startsWith('x-amz-checksum-') ? undefined : call.header(name);
  const root = parseXml(
    await readDocument({ ...call, header }, documentLimit, false),
    'CompleteMultipartUpload',
  );
  const parts = childrenNamed(root, 'Part').map((node): ClaimedPart => {
    const number = childText(node, 'PartNumber')?.trim() ?? '';
    const etag = childText(node, 'ETag')?.trim();
    if (!/^\d{1,5}$/u.test(number) || etag === undefined) throw new S3Error('MalformedXML');
    const checksums = call.knowsChecksums
      ? node.children.filter((child) => child.name.startsWith('Checksum'))
      : [];
    return {
      partNumber: Number(number),
      etag: etag.replace(/^"(.*)"$/u, '$1'),
      checksums: new Map(checksums.map((child) => [child.name, child.text.trim()])),
    };
  });
  if (parts.length === 0 || parts.length > 10_000) throw new S3Error('MalformedXML');
  return parts;
}

/** @throws S3Error InvalidPartOrder, InvalidPart, EntityTooSmall, InvalidRequest */
function matchParts(
  claimed: readonly ClaimedPart[],
  stored: readonly PartRecord[],
  upload: UploadRecord,
): PartRecord[] {
  const byNumber = new Map(stored.map((part) => [part.partNumber, part]));
  let previous = 0;
  for (const { partNumber } of claimed) {
    if (partNumber <= previous)
      throw new S3Error('InvalidPartOrder', { fields: { UploadId: upload.uploadId } });
    previous = partNumber;
  }
  const element = checksumElement(upload.algorithm);
  const parts = claimed.map((claim) => {
    const part = byNumber.get(claim.partNumber);
    const told = claim.checksums.get(element);
    const others = [...claim.checksums.keys()].filter((name) => name !== element);
    if (
      part === undefined ||
      part.etag !== claim.etag ||
      others.length > 0 ||
      (told ?? part.segment.checksum) !== part.segment.checksum
    ) {
      throw new S3Error('InvalidPart', {
        fields: { UploadId: upload.uploadId, PartNumber: String(claim.partNumber), ETag: claim.etag },
      });
    }
    if (told === undefined && upload.algorithmAsked && upload.checksumType === 'COMPOSITE') {
      throw new S3Error('InvalidRequest', {
        message: `The upload was created using a ${upload.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${claim.partNumber} in the request.`,
      });
    }
    return part;
  });
  const small = parts.slice(0, -1).find((part) => part.segment.size < smallestPart);
  if (small !== undefined) {
    throw new S3Error('EntityTooSmall', {
      fields: {
        ProposedSize: String(small.segment.size),
        MinSizeAllowed: String(smallestPart),
        PartNumber: String(small.partNumber),
        ETag: small.etag,
      },
    });
  }
  return parts;
}

function checkSize(call: S3Call, size: number): void {
  const told = call.header('x-amz-mp-object-size');
  if (told === undefined || told === String(size)) return;
  throw new S3Error('InvalidRequest', {
    message: `The provided 'x-amz-mp-object-size' header value ${told} does not match what was computed: ${size}`,
  });
}

function combine(upload: UploadRecord, parts: readonly PartRecord[]): Checksum {
  const pieces = parts.map(({ segment }) => ({ checksum: segment.checksum ?? '', size: segment.size }));
  return {
    algorithm: upload.algorithm,
    type: upload.checksumType,
    value: combineChecksums(upload.algorithm, upload.checksumType, pieces),
  };
}

/** The whole object's checksum, if the request tells it, against the one combined from the parts. */
function checkWholeChecksum(call: S3Call, upload: UploadRecord, checksum: Checksum): void {
  const type = call.header('x-amz-checksum-type');
  if (type !== undefined && type !== upload.checksumType) {
    throw new S3Error('InvalidRequest', {
      message: `The upload was created using the ${upload.checksumType} checksum mode. The complete request must use the same checksum mode.`,
    });
  }
  for (const algorithm of ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const) {
    const told = call.header(checksumHeader(algorithm));
    if (told === undefined) continue;
    const value = upload.checksumType === 'COMPOSITE' ? told.replace(/-\d+$/u, '') : told;
    if (algorithm !== upload.algorithm || !isChecksumValue(algorithm, value)) {
      throw new S3Error('InvalidRequest', {
        message: `Value for ${checksumHeader(algorithm)} header is invalid.`,
      });
    }
    if (value !== checksum.value.replace(/-\d+$/u, '')) {
      throw new S3Error('BadDigest', {
        message: `The ${algorithm} you specified did not match the calculated checksum.`,
      });
    }
  }
}

/** The MD5 over the parts' MD5s, as S3 makes multipart ETags. */
function etagOfEtags(parts: readonly PartRecord[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(Buffer.from(part.etag, 'hex'));
  return hash.digest('hex');
}
