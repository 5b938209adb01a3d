import { CreateMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { createPresigner } from './presigned.ts';

type Presign = ReturnType<typeof createPresigner>;

/**
 * The bound of an upload: the file cut into parts, each sent as it is by `fetch` to a URL that was signed before. Nothing is read,
 * encrypted or checksummed here.
 * @returns milliseconds of the sending alone; the upload stays open, for the caller to abort
 */
export async function putBare(input: {
  readonly client: S3Client;
  readonly presign: Presign;
  readonly bucket: string;
  readonly key: string;
  readonly file: File;
  readonly partLength: number;
  readonly lanes: number;
}): Promise<number> {
  const { client, presign, bucket, key, file, partLength, lanes } = input;
  const { UploadId = '' } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key }));
  const count = Math.ceil(file.size / partLength);
  const urls = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      presign('PUT', key, { partNumber: String(index + 1), uploadId: UploadId }),
    ),
  );
  const started = performance.now();
  await inLanes(lanes, urls, async (url, index) => {
    const body = file.slice(index * partLength, (index + 1) * partLength);
    const answer = await fetch(url, { method: 'PUT', body });
    if (!answer.ok) throw new Error(`PUT: ${answer.status} ${await answer.text()}`);
  });
  return performance.now() - started;
}

/**
 * The bound of an opening: the same bytes by `fetch`, range by range, written in order to a private file. Nothing is verified or
 * decrypted.
 * @returns milliseconds
 */
export async function getBare(input: {
  readonly presign: Presign;
  readonly key: string;
  /** bytes of the object */
  readonly size: number;
  readonly rangeLength: number;
  readonly lanes: number;
}): Promise<number> {
  const { presign, key, size, rangeLength, lanes } = input;
  const url = await presign('GET', key);
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle('bare', { create: true });
  const access = await file.createSyncAccessHandle();
  access.truncate(0);
  const ranges = Array.from({ length: Math.ceil(size / rangeLength) }, (_, index) => index * rangeLength);
  const started = performance.now();
  await inLanes(lanes, ranges, async (first) => {
    const last = Math.min(first + rangeLength, size) - 1;
    const answer = await fetch(url, { headers: { range: `bytes=${first}-${last}` } });
    if (answer.status !== 206) throw new Error(`GET: ${answer.status}`);
    access.write(new Uint8Array(await answer.arrayBuffer()), { at: first });
  });
  access.flush();
  const milliseconds = performance.now() - started;
  if (access.getSize() !== size) throw new Error('the file is cut');
  access.close();
  await folder.removeEntry('bare');
  return milliseconds;
}

async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  perform: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) await perform(item, index);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
