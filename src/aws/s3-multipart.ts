import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import type { HeldPart, ObjectStore, OpenUpload } from '../transfer/store-port.ts';
import type { AskS3 } from './ask-s3.ts';
import { heldPart, must, openUpload } from './s3-answers.ts';
import { allPages } from './s3-pages.ts';

import { contentType, sizeOf, type SendBody } from './send-body.ts';
import { storageHeaders } from './storage-headers.ts';

/** S3 may take minutes to put thousands of parts together (API Reference, CompleteMultipartUpload). */
const completeFactor = 10;

interface Line {
  readonly client: S3Client;
  readonly bucket: string;
  readonly ask: AskS3;
  readonly send: SendBody;
  /** milliseconds without progress */
  readonly stall: number;
  readonly headOnly: ObjectStore['head'];
}

/** Uploads in parts. */
export function createMultipart(
  line: Line,
): Pick<ObjectStore, 'createMultipart' | 'putPart' | 'completeMultipart' | 'abortMultipart'> {
  const { client, bucket, ask, send, stall, headOnly } = line;
  return {
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
  };
}

/** What is under way, page by page. */
export function createMultipartLists({
  client,
  bucket,
  ask,
}: Pick<Line, 'client' | 'bucket' | 'ask'>): Pick<ObjectStore, 'listParts' | 'listUploads'> {
  return {
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
  };
}
