import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectStore } from '../transfer/store-port.ts';
import { createAskS3 } from './ask-s3.ts';
import { usualStall } from './deadline.ts';
import { createMultipart, createMultipartLists } from './s3-multipart.ts';
import { createReading } from './s3-reading.ts';
import { contentType, createSendBody, sizeOf } from './send-body.ts';
import { storageHeaders } from './storage-headers.ts';
import { createUploadPace } from './upload-pace.ts';

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
  const send = createSendBody(ask, pace);
  const { headOnly, ...reading } = createReading(client, bucket, ask, stall);
  return {
    bucket: `s3://${bucket}`,
    ...reading,
    ...createMultipart({ client, bucket, ask, send, stall, headOnly }),
    ...createMultipartLists({ client, bucket, ask }),

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
  };
}
