import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Download, Page } from '@playwright/test';
import type { ErrorCode } from '../src/errors.ts';
import { describeError } from '../src/ui/messages/en/errors.ts';
import { expect, overwrite, sealFiles, storedBytes, storedKeys, test, type Stack } from './stack.ts';

/** more than what is opened in memory */
const largeSize = 40 * 1024 * 1024;

/** Without its period: the page adds where in the file it was. */
const titleOf = (code: ErrorCode): string =>
  describeError({ code, message: '', details: {} }).title.replace(/\.$/u, '');
const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test.afterEach(async ({ stack }) => {
  await stack.control('DELETE', 'faults');
});

/** Seals a large file of noise and gives its bytes. */
async function sealLarge(app: Page, path: string): Promise<Buffer> {
  const bytes = randomBytes(largeSize);
  await writeFile(path, bytes);
  await sealFiles(app, path, [basename(path)]);
  return bytes;
}

async function clickOpen(app: Page, name: string): Promise<void> {
  await app.getByRole('button', { name: `Open ${name}`, exact: true }).click();
}

async function beginDownload(app: Page, name: string): Promise<Download> {
  const download = app.waitForEvent('download');
  await clickOpen(app, name);
  return download;
}

async function expectFailure(app: Page, code: ErrorCode): Promise<void> {
  await expect(app.getByRole('alert').filter({ hasText: titleOf(code) })).toBeVisible();
}

/** Requests for the object's bytes wait, so that an opening stays in its middle. */
async function holdReads(stack: Stack, milliseconds: number, after: number): Promise<void> {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'GetObject', after, action: { kind: 'stall', ms: milliseconds } },
  ]);
}

/** The picker in a headless browser shows nothing; this one gives a private file, `picked`, with `before` in it. */
async function stubPicker(app: Page, before: string): Promise<void> {
  await app.evaluate(async (before) => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('picked', { create: true });
    const writable = await handle.createWritable();
    await writable.write(before);
    await writable.close();
    Object.defineProperty(window, 'showSaveFilePicker', { configurable: true, value: async () => handle });
  }, before);
}

async function pickedFile(app: Page): Promise<Buffer | null> {
  const text = await app.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle('picked').catch(() => null);
    if (handle === null) return null;
    const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 32_768)
      binary += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return btoa(binary);
  });
  return text === null ? null : Buffer.from(text, 'base64');
}

test('a large file is streamed into a download of its own name', async ({ app }, info) => {
  const name = 'two ’words’ (1) é.bin';
  const bytes = await sealLarge(app, info.outputPath(name));
  const download = await beginDownload(app, name);
  expect(download.suggestedFilename()).toBe(name);
  expect(new URL(download.url()).pathname).toMatch(/^\/stream\/[0-9a-f-]{36}$/u);
  expect(digestOf(await readFile(await download.path()))).toBe(digestOf(bytes));
  // An id answers once, and never with the app.
  const again = await app.request.get(download.url());
  expect(again.status()).toBe(404);
});

test('a file with one changed bit fails the download, and is named', async ({ app, stack }, info) => {
  const path = info.outputPath('tampered.bin');
  await sealLarge(app, path);
  const [key = ''] = await storedKeys(stack);
  const stored = await storedBytes(stack, key);
  stored.writeUInt8(stored.readUInt8(largeSize / 2) ^ 1, largeSize / 2);
  await overwrite(stack, key, stored);
  const download = await beginDownload(app, basename(path));
  expect(await download.failure()).not.toBeNull();
  await expectFailure(app, 'frame-tampered');
});

test('a file that cannot be opened begins no download', async ({ app, stack }, info) => {
  const path = info.outputPath('moved.bin');
  await sealLarge(app, path);
  const [key = ''] = await storedKeys(stack);
  await overwrite(stack, key.replace('moved', 'elsewhere'), await storedBytes(stack, key));
  await app.getByRole('button', { name: 'Reload the list' }).click();
  const downloads: Download[] = [];
  app.on('download', (download) => downloads.push(download));
  await clickOpen(app, 'elsewhere.bin');
  await expectFailure(app, 'moved');
  expect(downloads).toEqual([]);
});

test('cancelling in the app ends the download', async ({ app, stack }, info) => {
  const path = info.outputPath('cancelled.bin');
  await sealLarge(app, path);
  await holdReads(stack, 60_000, 3);
  const download = await beginDownload(app, basename(path));
  await app.getByRole('button', { name: `Cancel ${basename(path)}`, exact: true }).click();
  expect(await download.failure()).not.toBeNull();
  await expect(app.getByText('Cancelled. Nothing was kept.')).toBeVisible();
});

test('cancelling the download in the browser is named', async ({ app, stack }, info) => {
  const path = info.outputPath('stopped.bin');
  await sealLarge(app, path);
  await holdReads(stack, 2_000, 6);
  const download = await beginDownload(app, basename(path));
  await download.cancel();
  await expectFailure(app, 'download-stopped');
});

test('a picked file gets its content when all of it verified', async ({ app, stack }, info) => {
  const path = info.outputPath('picked.bin');
  const bytes = await sealLarge(app, path);
  await stubPicker(app, 'what was there before');
  await holdReads(stack, 1_500, 6);
  await clickOpen(app, basename(path));
  await expect(app.getByRole('progressbar')).toBeVisible();
  expect((await pickedFile(app))?.toString()).toBe('what was there before');
  await expect(app.getByRole('progressbar')).toHaveCount(0);
  await expect.poll(async () => digestOf((await pickedFile(app)) ?? Buffer.alloc(0))).toBe(digestOf(bytes));
});

test('a picked file keeps what it had when the opening fails, and an empty one goes', async ({
  app,
  stack,
}, info) => {
  const path = info.outputPath('spoiled.bin');
  await sealLarge(app, path);
  const [key = ''] = await storedKeys(stack);
  const stored = await storedBytes(stack, key);
  stored.writeUInt8(stored.readUInt8(largeSize - 9) ^ 1, largeSize - 9);
  await overwrite(stack, key, stored);
  for (const before of ['precious', '']) {
    await stubPicker(app, before);
    await clickOpen(app, basename(path));
    await expectFailure(app, 'frame-tampered');
    expect((await pickedFile(app))?.toString()).toBe(before === '' ? undefined : before);
    await app.reload();
    await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
  }
});

test('closing the picker begins nothing', async ({ app }, info) => {
  const path = info.outputPath('declined.bin');
  await sealLarge(app, path);
  await app.evaluate(() => {
    Object.defineProperty(window, 'showSaveFilePicker', {
      configurable: true,
      value: async () => {
        // A person needs longer than a browser that cannot show a dialog.
        await new Promise((resolve) => setTimeout(resolve, 400));
        Object.assign(window, { pickerClosed: true });
        throw new DOMException('closed', 'AbortError');
      },
    });
  });
  const before = await app.getByRole('listitem').count();
  await clickOpen(app, basename(path));
  await app.waitForFunction(() => 'pickerClosed' in window);
  await expect(app.getByRole('alert')).toHaveCount(0);
  expect(await app.getByRole('listitem').count()).toBe(before);
});

test('without service workers a large file goes by way of private storage', async ({ app }, info) => {
  const path = info.outputPath('private.bin');
  const bytes = await sealLarge(app, path);
  await app.evaluate(() => {
    ServiceWorkerContainer.prototype.register = () =>
      Promise.reject(new DOMException('none', 'SecurityError'));
  });
  const download = await beginDownload(app, basename(path));
  expect(download.url()).toMatch(/^blob:/u);
  expect(digestOf(await readFile(await download.path()))).toBe(digestOf(bytes));
});
