import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import { createAskS3 } from './ask-s3.ts';
import { ticketOf } from './copy-object.ts';
import { isStalled, usualStall } from './deadline.ts';
import type { HeldPart, ObjectStore, OpenUpload } from '../transfer/store-port.ts';
import { translateAwsError } from './errors.ts';
import { allPages } from './s3-pages.ts';
import { headFacts, heldPart, listedObject, must, openUpload, rangeOf } from './s3-answers.ts';
import { readBody } from './read-body.ts';
import { untilBodyRead } from './trace-calls.ts';
import { storageHeaders } from './storage-headers.ts';
import { createUploadPace } from './upload-pace.ts';

const contentType = 'application/octet-stream';
/** S3 may take minutes to put thousands of parts together (API Reference, CompleteMultipartUpload). */
const completeFactor = 10;

/**
 * S3 behind the transfers' port, bound to one bucket. Answers are read strictly. A request that makes no progress is cut.
 * @param stall milliseconds without progress
 * @param pace what is known of the line, where several stores share it
 */
export function createS3Store(
  client: S3Client,
  bucket: string,
  stall = usualStall,
  pace = createUploadPace(stall),
): ObjectStore {
  const ask = createAskS3(client, stall);

  /** A request with a body, whose size and the pace of the line decide how long it may take. */
  const send = async <T>(
    name: string,
    signal: AbortSignal,
    bytes: number,
    perform: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    let begun = performance.now();
    const timed = (own: AbortSignal): Promise<T> => {
      begun = performance.now();
      return perform(own);
    };
    try {
      const answer = await ask(name, signal, timed, pace.limit(bytes));
      pace.note(bytes, performance.now() - begun);
      return answer;
    } catch (thrown) {
      if (isStalled(thrown)) pace.note(bytes, performance.now() - begun);
      throw thrown;
    }
  };

  const readRange: ObjectStore['read'] = async ({ key, first, last, etag, signal }) => {
    const answer = await ask('GetObject', signal, (own) =>
      client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          Range: `bytes=${first}-${last}`,
          ...(etag === undefined ? {} : { IfMatch: etag }),
        }),
        { abortSignal: own },
      ),
    );
    try {
      return await untilBodyRead(answer, async () => {
        const body = must(answer.Body, 'body').transformToWebStream();
        const { length, size } = rangeOf(answer, first, last);
        const answeredTag = must(answer.ETag, 'ETag');
        const bytes = await readBody(body, length, stall);
        return { bytes, size, etag: answeredTag, ticket: ticketOf(answer.Metadata) };
      });
    } catch (thrown) {
      throw translateAwsError(thrown, { service: 's3', name: 'GetObject', signal });
    }
  };

  const headOnly: ObjectStore['head'] = ({ key, signal }) =>
    ask('HeadObject', signal, async (own) =>
      headFacts(
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }), {
          abortSignal: own,
        }),
      ),
    );

  const head: ObjectStore['head'] = async (request) => {
    try {
      return await headOnly(request);
    } catch (thrown) {
      if (!lacksReason(thrown)) throw thrown;
      const told: unknown = await readRange({ ...request, first: 0, last: 0 }).catch(
        (reason: unknown) => reason,
      );
      throw told instanceof AppError && told.code === 'storage-key-refused' ? told : thrown;
    }
  };

  return {
    bucket: `s3://${bucket}`,
    head,

    put: ({ key, body, crc32, onlyIfAbsent, storageEncryption, signal }) =>
      send('PutObject', signal, sizeOf(body), async (own) => {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: body,
            ContentType: contentType,
            ChecksumCRC32: crc32,
            ...storageHeaders(storageEncryption),
            ...(onlyIfAbsent ? { IfNoneMatch: '*' } : {}),
          }),
          { abortSignal: own },
        );
      }),

    createMultipart: ({ key, storageEncryption, signal }) =>
      ask('CreateMultipartUpload', signal, async (own) => {
        const answer = await client.send(
          new CreateMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            ContentType: contentType,
            ChecksumAlgorithm: 'CRC32',
            ChecksumType: 'FULL_OBJECT',
            ...storageHeaders(storageEncryption),
          }),
          { abortSignal: own },
        );
        return must(answer.UploadId, 'UploadId');
      }),

    putPart: ({ key, uploadId, partNumber, body, crc32, signal }) =>
      send('UploadPart', signal, sizeOf(body), async (own) => {
        const answer = await client.send(
          new UploadPartCommand({
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            PartNumber: partNumber,
            Body: body,
            ChecksumCRC32: crc32,
          }),
          { abortSignal: own },
        );
        return { partNumber, etag: must(answer.ETag, 'ETag'), crc32 };
      }),

    completeMultipart: ({ key, uploadId, parts, crc32, size, onlyIfAbsent, signal }) =>
      ask(
        'CompleteMultipartUpload',
        signal,
        async (own) => {
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
            { abortSignal: own },
          );
          // Ceph 16.2 leaves it empty. Such a store knows no checksums either: it is asked whether all of it is there.
          if (answer.ETag) return;
          const stored = await headOnly({ key, signal: own });
          if (stored.size !== size) must(answer.ETag, 'ETag');
        },
        stall * completeFactor,
      ),

    async abortMultipart({ key, uploadId }) {
      try {
        await ask('AbortMultipartUpload', undefined, (own) =>
          client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }), {
            abortSignal: own,
          }),
        );
      } catch (thrown) {
        if (!(thrown instanceof AppError) || thrown.code !== 'upload-lost') throw thrown;
      }
    },

    listParts: ({ key, uploadId, signal }) =>
      allPages<string, HeldPart>((marker) =>
        ask('ListParts', signal, async (own) => {
          const answer = await client.send(
            new ListPartsCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumberMarker: marker }),
            { abortSignal: own },
          );
          const items = (answer.Parts ?? []).map(heldPart);
          const next = answer.IsTruncated === true ? must(answer.NextPartNumberMarker, 'marker') : null;
          return { items, next };
        }),
      ),

    listUploads: ({ prefix, signal }) =>
      allPages<{ readonly key: string; readonly uploadId: string }, OpenUpload>((marker) =>
        ask('ListMultipartUploads', signal, async (own) => {
          const answer = await client.send(
            new ListMultipartUploadsCommand({
              Bucket: bucket,
              Prefix: prefix,
              KeyMarker: marker?.key,
              UploadIdMarker: marker?.uploadId,
            }),
            { abortSignal: own },
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
      try {
        return await readRange(request);
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        if (thrown.details['reason'] === 'InvalidRange' && request.first === 0) {
          const { size, etag } = await head(request);
          if (size === 0) return { bytes: new Uint8Array(0), size, etag, ticket: null };
        }
        throw thrown;
      }
    },

    tags: ({ key, signal }) =>
      ask('GetObjectTagging', signal, async (own) => {
        const answer = await client.send(new GetObjectTaggingCommand({ Bucket: bucket, Key: key }), {
          abortSignal: own,
        });
        return (answer.TagSet ?? []).map(({ Key, Value }) => [must(Key, 'Key'), Value ?? ''] as const);
      }),

    list: ({ prefix, continuation, limit, signal }) =>
      ask('ListObjectsV2', signal, async (own) => {
        const answer = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            MaxKeys: limit,
            ...(continuation === null ? {} : { ContinuationToken: continuation }),
          }),
          { abortSignal: own },
        );
        const next =
          answer.IsTruncated === true ? must(answer.NextContinuationToken, 'NextContinuationToken') : null;
        return { objects: (answer.Contents ?? []).map(listedObject), continuation: next };
      }),
  };
}

/** The answer to a HEAD has no body: why KMS refused S3 is told to a GET only. */
function lacksReason(thrown: unknown): boolean {
  if (!(thrown instanceof AppError)) return false;
  const { status } = thrown.details;
  return status === 400 || status === 403;
}

function sizeOf(body: Uint8Array | Blob): number {
  return body instanceof Blob ? body.size : body.length;
}
