import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import type { HeldPart, ObjectStore, OpenUpload } from '../transfer/store-port.ts';
import { translateAwsError } from './errors.ts';
import { allPages } from './s3-pages.ts';
import { headFacts, heldPart, listedObject, must, openUpload, rangeOf } from './s3-answers.ts';
import { readBody } from './read-body.ts';

const contentType = 'application/octet-stream';
/** Milliseconds until a request that carries no body and is quickly answered counts as failed. */
const shortTimeout = 30_000;
/** Times a range is asked for when its body breaks off; the SDK repeats only requests without an answer. */
const maxBodyAttempts = 3;

/** S3 behind the transfers' port, bound to one bucket. Answers are read strictly. */
export function createS3Store(client: S3Client, bucket: string): ObjectStore {
  const read: ObjectStore['read'] = ({ key, first, last, etag, signal }) =>
    ask('GetObject', signal, async () => {
      const answer = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          Range: `bytes=${first}-${last}`,
          ...(etag === undefined ? {} : { IfMatch: etag }),
        }),
        { abortSignal: signal },
      );
      const range = rangeOf(answer, first, last);
      const bytes = await readBody(must(answer.Body, 'body').transformToWebStream(), range.length);
      return { bytes, size: range.size, etag: must(answer.ETag, 'ETag') };
    });

  const head: ObjectStore['head'] = ({ key, signal }) =>
    ask('HeadObject', signal, async () =>
      headFacts(
        await client.send(
          new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }),
          soon(signal),
        ),
      ),
    );

  return {
    bucket: `s3://${bucket}`,
    head,

    put: ({ key, body, crc32, onlyIfAbsent, signal }) =>
      ask('PutObject', signal, async () => {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: contentType,
            ChecksumCRC32: crc32,
            ...(onlyIfAbsent ? { IfNoneMatch: '*' } : {}),
          }),
          { abortSignal: signal },
        );
      }),

    createMultipart: ({ key, signal }) =>
      ask('CreateMultipartUpload', signal, async () => {
        const answer = await client.send(
          new CreateMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            ChecksumAlgorithm: 'CRC32',
            ChecksumType: 'FULL_OBJECT',
          }),
          soon(signal),
        );
        return must(answer.UploadId, 'UploadId');
      }),

    putPart: ({ key, uploadId, partNumber, body, crc32, signal }) =>
      ask('UploadPart', signal, async () => {
        const answer = await client.send(
          new UploadPartCommand({
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            PartNumber: partNumber,
            Body: body,
            ChecksumCRC32: crc32,
          }),
          { abortSignal: signal },
        );
        return { partNumber, etag: must(answer.ETag, 'ETag'), crc32 };
      }),

    completeMultipart: ({ key, uploadId, parts, crc32, size, onlyIfAbsent, signal }) =>
      ask('CompleteMultipartUpload', signal, async () => {
        const answer = await client.send(
          new CompleteMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            ChecksumCRC32: crc32,
            ChecksumType: 'FULL_OBJECT',
            MpuObjectSize: size,
            MultipartUpload: {
              Parts: parts.map((part) => ({
                PartNumber: part.partNumber,
                ETag: part.etag,
                ChecksumCRC32: part.crc32,
              })),
            },
            ...(onlyIfAbsent ? { IfNoneMatch: '*' } : {}),
          }),
          { abortSignal: signal },
        );
        must(answer.ETag, 'ETag');
      }),

    async abortMultipart({ key, uploadId }) {
      try {
        await ask('AbortMultipartUpload', undefined, () =>
          client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }), {
            requestTimeout: shortTimeout,
          }),
        );
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'upload-lost') throw thrown;
      }
    },

    listParts: ({ key, uploadId, signal }) =>
      ask('ListParts', signal, () =>
        allPages<string, HeldPart>(async (marker) => {
          const answer = await client.send(
            new ListPartsCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker }),
            soon(signal),
          );
          const items = (answer.Parts ?? []).map(heldPart);
          const next = answer.IsTruncated === true ? must(answer.NextPartNumberMarker, 'marker') : null;
          return { items, next };
        }),
      ),

    listUploads: ({ prefix, signal }) =>
      ask('ListMultipartUploads', signal, () =>
        allPages<{ readonly key: string; readonly uploadId: string }, OpenUpload>(async (marker) => {
          const answer = await client.send(
            new ListMultipartUploadsCommand({
              Bucket: bucket,
              Prefix: prefix,
              KeyMarker: marker?.key,
              UploadIdMarker: marker?.uploadId,
            }),
            soon(signal),
          );
          const items = (answer.Uploads ?? []).map(openUpload);
          if (answer.IsTruncated !== true) return { items, next: null };
          const next = {
            key: must(answer.NextKeyMarker, 'NextKeyMarker'),
            uploadId: must(answer.NextUploadIdMarker, 'NextUploadIdMarker'),
          };
          return { items, next };
        }),
      ),

    async read(request) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await read(request);
        } catch (thrown) {
          if (!(thrown instanceof AppError)) throw thrown;
          if (thrown.details['reason'] === 'InvalidRange' && request.first === 0) {
            const { size, etag } = await head(request);
            if (size === 0) return { bytes: new Uint8Array(0), size, etag };
          }
          if (thrown.details['reason'] !== 'body-broke-off' || attempt === maxBodyAttempts) throw thrown;
        }
      }
    },

    list: ({ prefix, continuation, limit, signal }) =>
      ask('ListObjectsV2', signal, async () => {
        const answer = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            MaxKeys: limit,
            ...(continuation === null ? {} : { ContinuationToken: continuation }),
          }),
          soon(signal),
        );
        const next =
          answer.IsTruncated === true ? must(answer.NextContinuationToken, 'NextContinuationToken') : null;
        return { objects: (answer.Contents ?? []).map(listedObject), continuation: next };
      }),
  };
}

function soon(signal: AbortSignal): { abortSignal: AbortSignal; requestTimeout: number } {
  return { abortSignal: signal, requestTimeout: shortTimeout };
}

async function ask<T>(name: string, signal: AbortSignal | undefined, perform: () => Promise<T>): Promise<T> {
  try {
    return await perform();
  } catch (thrown) {
    throw translateAwsError(thrown, { service: 's3', name, signal });
  }
}
