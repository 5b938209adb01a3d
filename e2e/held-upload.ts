import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ListMultipartUploadsCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import type { Page } from '@playwright/test';
import { defaultTuning } from '../src/transfer/tuning.ts';
import { unfinishedText } from '../src/ui/messages/en/unfinished.ts';
import { chooseFiles, expect, openFile, type Stack } from './stack.ts';

/** Parts of a held upload; all but one of them get through. */
const parts = 5;
export const heldPart = 4;
const sentParts = [1, 2, 3, 5];
const size = (parts - 1) * defaultTuning.partLength + 1_000_000;

/** A file of several parts, its bytes drawn from its name. */
export async function writeLargeFile(path: string, bytes = size): Promise<Buffer> {
  const key = createHash('sha256').update(basename(path)).digest();
  const content = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(bytes));
  await writeFile(path, content);
  return content;
}

/**
 * Chooses a file and returns when S3 has all its parts but one, which is held until the faults are cleared. Nothing moves then.
 */
export async function uploadUntilHeld(page: Page, stack: Stack, path: string): Promise<void> {
  await holdOnePart(stack, path);
  await chooseFiles(page, path);
  await expectOnePartMissing(stack, path);
}

export async function holdOnePart(stack: Stack, path: string): Promise<void> {
  await stack.control('POST', 'faults', [
    {
      service: 's3',
      operation: 'UploadPart',
      keyContains: basename(path),
      partNumber: heldPart,
      action: { kind: 'stall', ms: 600_000, thenReset: true },
    },
  ]);
}

export async function expectOnePartMissing(stack: Stack, path: string): Promise<void> {
  await expect.poll(() => storedParts(stack, basename(path))).toEqual([sentParts]);
}

/** Part numbers that S3 holds, for each unfinished upload of that name. */
export async function storedParts({ s3, bucket: Bucket }: Stack, name: string): Promise<number[][]> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  const own = Uploads.filter(({ Key }) => Key?.endsWith(`/${name}`) === true);
  const answers = own.map(({ Key, UploadId }) => s3.send(new ListPartsCommand({ Bucket, Key, UploadId })));
  return (await Promise.all(answers)).map(({ Parts = [] }) =>
    Parts.flatMap(({ PartNumber }) => PartNumber ?? []),
  );
}

/** Nothing is held any more, and requests are counted from here on. */
export async function release(stack: Stack): Promise<void> {
  await stack.control('DELETE', 'requests');
  await stack.control('DELETE', 'faults');
}

/** Gives the file to the row that asks for it. */
export async function chooseAgain(page: Page, name: string, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: unfinishedText.chooseNamed(name) }).click();
  await (await chooser).setFiles(path);
}

export function transferRow(page: Page, name: string): ReturnType<Page['locator']> {
  return page.locator('li.transfer').filter({ hasText: name });
}

/** The file is stored, nothing but the missing part was sent since `release`, no upload is left, and it opens to its bytes. */
export async function expectOnlyMissingPartSent(page: Page, stack: Stack, path: string): Promise<void> {
  const name = basename(path);
  await expect(transferRow(page, name)).toContainText('Sealed and stored');
  const sent = Object.entries((await stack.requests()).parts).filter(([key]) => key.endsWith(`/${name}`));
  expect(sent.map(([, counts]) => counts)).toEqual([{ [heldPart]: 1 }]);
  await expectStored(page, stack, path);
}

export async function expectStored(page: Page, stack: Stack, path: string): Promise<void> {
  const name = basename(path);
  expect(await storedParts(stack, name)).toEqual([]);
  expect(await digestOf(await openFile(page, name))).toBe(await digestOf(path));
}

export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest('hex');
}

/** A dialog of the operating system cannot be answered by a test: the page sees a browser that has none. */
export function withoutSaveDialog(): void {
  Reflect.deleteProperty(window, 'showSaveFilePicker');
}
