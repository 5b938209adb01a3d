import {
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
} from '@aws-sdk/client-s3';
import type { Stack } from '../../e2e/stack.ts';

interface UnfinishedUpload {
  /** of the file */
  readonly name: string;
  /** how many parts the store holds */
  readonly parts: number;
}

/** What the bucket holds, seen by its administrator: key by the file's name. */
export interface StoreView {
  readonly objects: ReadonlyMap<string, string>;
  readonly uploads: readonly UnfinishedUpload[];
}

/** Meets no fault only while none is in force. @throws Error when there is more than one page of anything */
export async function viewStore({ s3, bucket: Bucket }: Stack): Promise<StoreView> {
  const objects = await s3.send(new ListObjectsV2Command({ Bucket }));
  const uploads = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  if (objects.IsTruncated === true || uploads.IsTruncated === true)
    throw new Error('the bucket holds more than one look shows');
  return {
    objects: new Map((objects.Contents ?? []).map(({ Key = '' }) => [nameOf(Key), Key])),
    uploads: await Promise.all(
      (uploads.Uploads ?? []).map(async ({ Key = '', UploadId = '' }) => ({
        name: nameOf(Key),
        parts: await s3
          .send(new ListPartsCommand({ Bucket, Key, UploadId }))
          .then(({ Parts = [] }) => Parts.length)
          // It ended since it was listed.
          .catch(() => 0),
      })),
    ),
  };
}

export async function removeObjects({ s3, bucket: Bucket }: Stack, keys: Iterable<string>): Promise<void> {
  for (const Key of keys) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
}

const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
