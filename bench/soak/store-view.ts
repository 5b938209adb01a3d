import { DeleteObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Stack } from '../../e2e/stack.ts';

/** What the bucket holds, seen by its administrator: key by the file's name. */
export interface StoreView {
  readonly objects: ReadonlyMap<string, string>;
  /** names of files of which parts are stored, once for each upload */
  readonly uploads: readonly string[];
}

/** Meets no fault only while none is in force. */
export async function viewStore({ s3, bucket: Bucket }: Stack): Promise<StoreView> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  return {
    objects: new Map(Contents.map(({ Key = '' }) => [nameOf(Key), Key])),
    uploads: Uploads.map(({ Key = '' }) => nameOf(Key)),
  };
}

export async function removeObjects({ s3, bucket: Bucket }: Stack, keys: Iterable<string>): Promise<void> {
  for (const Key of keys) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
}

const nameOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);
