import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import type { AskS3 } from './ask-s3.ts';
import { ticketOf } from './copy-object.ts';
import { translateAwsError } from './errors.ts';
import { readBody } from './read-body.ts';
import { headFacts, listedObject, must, rangeOf } from './s3-answers.ts';
import { untilBodyRead } from './trace-calls.ts';

/** What is read of one bucket. @param stall milliseconds without progress of a body */
export function createReading(
  client: S3Client,
  bucket: string,
  ask: AskS3,
  stall: number,
): Pick<ObjectStore, 'head' | 'read' | 'tags' | 'list'> & {
  /** `head` without the reason of a refusal, which costs a request more */
  readonly headOnly: ObjectStore['head'];
} {
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
    headOnly,
    head,

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
