import { receiveUpload, readDocument } from './body-reader.ts';
import type { Bucket } from './bucket.ts';
import { defaultSse } from './bucket-encryption.ts';
import { checksumElement, checksumHeader, checksumTypeFor, parseAlgorithm } from './checksums.ts';
import { bodyEtag } from './commit-object.ts';
import { abortDueUploads, abortHeaders } from './lifecycle.ts';
import { readObjectFacts, refuseSseHeaders, sseHeaders } from './object-headers.ts';
import type { PartRecord, UploadRecord } from './records.ts';
import { authorizeOnObject, type S3Call, type S3Reply, writeConditionValues } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { integerParameter } from './s3-request.ts';
import { decryptable, encryptable } from './server-side-keys.ts';
import { newUploadId } from './write-operations.ts';
import { xmlDocument } from './xml.ts';

/** CreateMultipartUpload */
export async function createMultipartUpload(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:PutObject', writeConditionValues(call));
  await readDocument(call, 0, false);
  const named = call.header('x-amz-checksum-algorithm');
  const type = call.header('x-amz-checksum-type');
  if (named === undefined && type !== undefined) {
    throw new S3Error('InvalidRequest', {
      message: 'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    });
  }
  const algorithm = named === undefined ? 'CRC64NVME' : parseAlgorithm(named);
  const asked = readObjectFacts(call.request, call.query, call.header, defaultSse(bucket.record));
  if (asked.tags.length > 0) authorizeOnObject(call, 's3:PutObjectTagging');
  const facts = await encryptable(call, asked);
  const record: UploadRecord = {
    ...facts,
    uploadId: newUploadId(),
    key: call.key,
    initiated: call.now.toISOString(),
    initiator: call.caller.arn,
    algorithm,
    checksumType: checksumTypeFor(algorithm, type),
    algorithmAsked: named !== undefined,
  };
  await abortDueUploads(bucket, call.now);
  await bucket.uploads.create(record);
  return {
    status: 200,
    headers: {
      ...sseHeaders(record.sse),
      ...abortHeaders(bucket.record, record),
      ...(record.algorithmAsked
        ? { 'x-amz-checksum-algorithm': record.algorithm, 'x-amz-checksum-type': record.checksumType }
        : {}),
    },
    body: xmlDocument('InitiateMultipartUploadResult', {
      Bucket: call.bucketName,
      Key: call.key,
      UploadId: record.uploadId,
    }),
  };
}

/** UploadPart */
export async function uploadPart(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:PutObject', writeConditionValues(call));
  refuseSseHeaders(call.header);
  const partNumber = uploadPartNumber(call);
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = bucket.uploads.find(uploadId, call.key);
  await decryptable(call, upload.sse);
  const body = await receiveUpload(call, bucket.blobs, upload.algorithm);
  const segment = { blob: body.blob, size: body.size, checksum: body.checksum.value };
  try {
    refuseOtherAlgorithm(upload, body.verified);
  } catch (error) {
    await bucket.blobs.remove([segment]);
    throw error;
  }
  const part = await storePart(bucket, uploadId, {
    partNumber,
    etag: bodyEtag(body.md5, upload.sse),
    lastModified: call.now.toISOString(),
    segment,
  });
  return {
    status: 200,
    headers: {
      etag: `"${part.etag}"`,
      ...sseHeaders(upload.sse),
      ...(body.verified === null ? {} : { [checksumHeader(body.verified)]: body.checksum.value }),
    },
  };
}

/** Parts of an upload that named an algorithm may be sent with that one only. Without a name, with CRC-64/NVME. */
function refuseOtherAlgorithm(upload: UploadRecord, verified: string | null): void {
  if (verified === null || verified === upload.algorithm) return;
  const expected = upload.algorithmAsked ? upload.algorithm.toLowerCase() : 'null';
  throw new S3Error('InvalidRequest', {
    message: `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${verified.toLowerCase()}`,
  });
}

/** Stores a part whose bytes are in; they are deleted again if the upload has ended meanwhile. */
export function storePart(bucket: Bucket, uploadId: string, part: PartRecord): Promise<PartRecord> {
  return bucket.uploads.exclusively(uploadId, async () => {
    await bucket.uploads.putPart(uploadId, part);
    return part;
  });
}

/** @throws S3Error InvalidArgument outside 1..10000 */
export function uploadPartNumber(call: S3Call): number {
  const text = call.query.get('partNumber') ?? '';
  const number = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 10_000) return number;
  throw new S3Error('InvalidArgument', {
    message: 'Part number must be an integer between 1 and 10000, inclusive',
    fields: { ArgumentName: 'partNumber', ArgumentValue: text },
  });
}

/** AbortMultipartUpload */
export async function abortMultipartUpload(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:AbortMultipartUpload');
  await readDocument(call, 0, false);
  const uploadId = call.query.get('uploadId') ?? '';
  await bucket.uploads.exclusively(uploadId, async () => {
    bucket.uploads.find(uploadId, call.key);
    await bucket.uploads.remove(uploadId, []);
  });
  return { status: 204 };
}

/** ListParts */
export async function listParts(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(call, 's3:ListMultipartUploadParts');
  await readDocument(call, 0, false);
  const uploadId = call.query.get('uploadId') ?? '';
  const upload = bucket.uploads.find(uploadId, call.key);
  const limit = integerParameter(call.query, 'max-parts', { least: 0, most: 1000, fallback: 1000 });
  const marker = integerParameter(call.query, 'part-number-marker', {
    least: 0,
    most: 2_147_483_647,
    fallback: 0,
  });
  const rest = bucket.uploads.parts(uploadId).filter((part) => part.partNumber > marker);
  const page = rest.slice(0, limit);
  const identity = { ID: call.caller.accountId, DisplayName: call.caller.accountId };
  return {
    status: 200,
    headers: abortHeaders(bucket.record, upload),
    body: xmlDocument('ListPartsResult', {
      Bucket: call.bucketName,
      Key: call.key,
      UploadId: uploadId,
      Initiator: { ID: upload.initiator, DisplayName: upload.initiator },
      Owner: identity,
      StorageClass: 'STANDARD',
      PartNumberMarker: marker,
      NextPartNumberMarker: page.at(-1)?.partNumber ?? 0,
      MaxParts: limit,
      IsTruncated: rest.length > page.length,
      ChecksumAlgorithm: upload.algorithmAsked ? upload.algorithm : undefined,
      ChecksumType: upload.algorithmAsked ? upload.checksumType : undefined,
      Part: page.map((part) => ({
        PartNumber: part.partNumber,
        LastModified: part.lastModified,
        ETag: `"${part.etag}"`,
        Size: part.segment.size,
        [checksumElement(upload.algorithm)]: upload.algorithmAsked
          ? (part.segment.checksum ?? undefined)
          : undefined,
      })),
    }),
  };
}
