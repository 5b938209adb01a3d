import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  type CompleteMultipartUploadCommandOutput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type CaseContext, mebibyte } from './case.ts';

/** The smallest part that may stand before another. */
export const partSize = 5 * mebibyte;

/** One multipart upload of the admin's, in the run's own bucket. */
interface Upload {
  readonly key: string;
  readonly at: { readonly Bucket: string; readonly Key: string; readonly UploadId: string };
  part(
    number: number,
    body: Buffer,
    checksums?: { ChecksumCRC32?: string; ChecksumSHA256?: string },
  ): Promise<string>;
  complete(
    etags: readonly string[],
    numbers?: readonly number[],
    more?: Partial<CompleteMultipartUploadCommandInput>,
  ): Promise<CompleteMultipartUploadCommandOutput>;
  abort(): Promise<void>;
  get(range?: string): Promise<Buffer>;
}

/** Starts an upload under a new key. */
export async function begin(
  context: CaseContext,
  more: Partial<CreateMultipartUploadCommandInput> = {},
): Promise<Upload> {
  const client = context.target.client();
  const Key = context.key('multipart');
  const created = await client.send(
    new CreateMultipartUploadCommand({ Bucket: context.bucket, Key, ...more }),
  );
  const at = { Bucket: context.bucket, Key, UploadId: created.UploadId ?? '' };
  return {
    key: Key,
    at,
    part: async (PartNumber, Body, checksums = {}) => {
      const done = await client.send(new UploadPartCommand({ ...at, PartNumber, Body, ...checksums }));
      return done.ETag ?? '';
    },
    complete: (etags, numbers = etags.map((_, index) => index + 1), extra = {}) => {
      const Parts = etags.map((ETag, index) => ({ ETag, PartNumber: numbers[index] }));
      return client.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts }, ...extra }));
    },
    abort: async () => {
      await client.send(new AbortMultipartUploadCommand(at));
    },
    get: async (Range) => {
      const got = await client.send(
        new GetObjectCommand({ Bucket: at.Bucket, Key, ...(Range === undefined ? {} : { Range }) }),
      );
      return Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    },
  };
}
