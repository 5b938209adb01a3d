import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Download, Page } from '@playwright/test';
import { readZip } from '../src/transfer/testing/read-zip.ts';
import { examine } from './examine.ts';
import {
  chooseFiles,
  expect,
  overwrite,
  sealFiles,
  storedBytes,
  storedKeys,
  test,
  type Stack,
} from './stack.ts';

const plain = (names: readonly string[]) =>
  names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`content of ${name}`) }));

/** The picker in a headless browser shows nothing; this one gives a folder of private storage, with these files in it. */
async function stubDirectoryPicker(app: Page, before: Readonly<Record<string, string>>): Promise<void> {
  await app.addInitScript((before) => {
    const choose = async () => {
      const root = await navigator.storage.getDirectory();
      const chosen = await root.getDirectoryHandle('chosen', { create: true });
      for (const [name, text] of Object.entries(before)) {
        const handle = await chosen.getFileHandle(name, { create: true });
        const writable = await handle.createWritable();
        await writable.write(text);
        await writable.close();
      }
      return chosen;
    };
    Object.defineProperty(window, 'showDirectoryPicker', { configurable: true, value: choose });
  }, before);
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

/** What lies in the chosen folder: texts by path; a folder with nothing in it as a path with a slash. */
async function inDirectory(app: Page): Promise<Record<string, string>> {
  return app.evaluate(async () => {
    const found: Record<string, string> = {};
    const visit = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      let isEmpty = true;
      for await (const [name, handle] of folder.entries()) {
        isEmpty = false;
        if (handle instanceof FileSystemDirectoryHandle) await visit(handle, `${path}${name}/`);
        if (handle instanceof FileSystemFileHandle)
          found[path + name] = await (await handle.getFile()).text();
      }
      if (isEmpty) found[path] = '';
    };
    const root = await navigator.storage.getDirectory();
    await visit(await root.getDirectoryHandle('chosen', { create: true }), '');
    return found;
  });
}

async function ownerOf(stack: Stack): Promise<string> {
  const [key = ''] = await storedKeys(stack);
  return key.slice(0, key.indexOf('/'));
}

test('a selection of files and folders opens into a chosen folder, where nothing is lost or half there', async ({
  app,
  stack,
}) => {
  await stubDirectoryPicker(app, { 'note.txt': 'precious' });
  await sealFiles(app, plain(['note.txt', 'plain.txt']), ['note.txt', 'plain.txt']);
  const owner = await ownerOf(stack);
  // As others may write into the bucket: a name that leads elsewhere, an empty folder, a file that was tampered with.
  const note = await storedBytes(stack, `${owner}/note.txt`);
  await overwrite(stack, `${owner}/deep/CON./moved: a.txt`, note);
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: `${owner}/deep/none/`, Body: '' }));
  const spoiled = Buffer.from(note);
  spoiled.writeUInt8(spoiled.readUInt8(spoiled.length - 1) ^ 1, spoiled.length - 1);
  await overwrite(stack, `${owner}/deep/spoiled.txt`, spoiled);
  await app.getByRole('button', { name: 'Reload the list' }).click();
  await expect(app.getByRole('link', { name: 'Open folder deep' })).toBeVisible();

  await app.getByRole('grid', { name: 'Stored files' }).locator('tbody tr').first().focus();
  await app.keyboard.press('Control+a');
  await app.getByRole('button', { name: 'Open into a folder' }).click();
  await expect(app.getByText('1 of 4 files is in that folder already.')).toBeVisible();
  await app.getByRole('button', { name: 'Keep both' }).click();
  const group = app.locator('.transfer-group');
  await expect(group.getByText('2 of 4 files')).toBeVisible();
  await expect(group.getByRole('alert')).toContainText('2 failed.');
  await group.getByRole('button', { name: 'Show the files of 4 files' }).click();
  await group.getByText('2 names were changed').click();
  await expect(group.getByText('deep/CON./moved: a.txt → deep/CON_/moved_ a.txt')).toBeVisible();
  await examine(app, 'open-into-folder');
  expect(await inDirectory(app)).toEqual({
    'note.txt': 'precious',
    'note (2).txt': 'content of note.txt',
    'plain.txt': 'content of plain.txt',
    'deep/none/': '',
  });

  // The moved one is wanted all the same; the tampered one stays out.
  await group.getByRole('button', { name: 'Open anyway: deep/CON_/moved_ a.txt' }).click();
  await expect(group.getByText('3 of 4 files')).toBeVisible();
  expect((await inDirectory(app))['deep/CON_/moved_ a.txt']).toBe('content of note.txt');
});

async function readArchive(download: Download): Promise<Record<string, string>> {
  const bytes = new Uint8Array(await readFile(await download.path()));
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
  return Object.fromEntries(
    readZip(source).map(({ name, content }) => [name, Buffer.from(content()).toString('latin1')]),
  );
}

test('a selection opens as one ZIP, which fails visibly or is whole', async ({ app, stack }) => {
  await sealFiles(app, plain(['a.txt', '夏.txt']), ['a.txt', '夏.txt']);
  const owner = await ownerOf(stack);
  await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: `${owner}/deep/none/`, Body: '' }));
  await app.getByRole('button', { name: 'Reload the list' }).click();
  const all = async (): Promise<void> => {
    await app.getByRole('grid', { name: 'Stored files' }).locator('tbody tr').first().focus();
    await app.keyboard.press('Control+a');
  };
  await expect(app.getByRole('link', { name: 'Open folder deep' })).toBeVisible();
  await all();
  const small = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Open as one ZIP' }).click();
  expect((await small).suggestedFilename()).toBe('Sealdrop files.zip');
  expect(await readArchive(await small)).toEqual({
    'a.txt': 'content of a.txt',
    '夏.txt': Buffer.from('content of 夏.txt').toString('latin1'),
    'deep/none/': '',
  });

  // A large one whose last frame was tampered with fails when most of it is on the disk already.
  const noise = randomBytes(40 * 1024 * 1024);
  await sealFiles(app, [{ name: 'b.bin', mimeType: 'application/octet-stream', buffer: noise }], ['b.bin']);
  const stored = await storedBytes(stack, `${owner}/b.bin`);
  const spoiled = Buffer.from(stored);
  spoiled.writeUInt8(spoiled.readUInt8(spoiled.length - 1) ^ 1, spoiled.length - 1);
  await overwrite(stack, `${owner}/b.bin`, spoiled);
  await all();
  const large = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Open as one ZIP' }).click();
  expect(await (await large).failure()).not.toBeNull();
  const alert = app.getByRole('alert').filter({ hasText: 'It is b.bin.' });
  await expect(alert).toContainText('This file was changed after sealing');

  // Without it the archive is whole, and says what is missing.
  const without = app.waitForEvent('download');
  await app.getByRole('button', { name: /^Leave it out/u }).click();
  const contents = await readArchive(await without);
  expect(Object.keys(contents)).toEqual(['a.txt', '夏.txt', 'deep/none/', 'Not in this archive.txt']);
  expect(contents['Not in this archive.txt']).toContain('b.bin: frame-tampered');
  await expect(app.getByText('1 file is not in it')).toBeVisible();
  await examine(app, 'archive-left-out');

  await overwrite(stack, `${owner}/b.bin`, stored);
  await all();
  const whole = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Open as one ZIP' }).click();
  expect((await readArchive(await whole))['b.bin']).toBe(noise.toString('latin1'));
});

test('what waits changes its turn; title and icon show how far it is, and a notice tells of the end', async ({
  app,
  stack,
}) => {
  await app.addInitScript(() => {
    const notices: string[] = [];
    class FakeNotification extends EventTarget {
      static permission = 'default';
      static async requestPermission() {
        FakeNotification.permission = 'granted';
        return 'granted';
      }
      constructor(title: string, { body }: { body: string }) {
        super();
        notices.push(`${title}: ${body}`);
      }
    }
    Object.assign(window, { Notification: FakeNotification, notices });
    Object.defineProperty(document, 'hidden', { get: () => true });
  });
  await app.reload();
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'PutObject', action: { kind: 'stall', ms: 600_000 } },
  ]);
  const names = Array.from({ length: 9 }, (_, index) => `file ${index + 1}.txt`);
  await chooseFiles(app, plain(names));
  const lines = app.getByRole('region', { name: 'Transfers' }).locator('.transfer-name');
  await expect(lines).toHaveText(names);
  await expect(app).toHaveTitle(/^\d+% – Sealdrop$/u);
  await expect(app.locator('link[rel="icon"]')).toHaveAttribute('href', '/favicon/1.svg');
  await expect(app.getByRole('progressbar', { name: 'All transfers' })).toBeVisible();
  await app.getByRole('switch', { name: 'Tell me when all is done' }).check();

  const turn = (label: string, name: string) =>
    app.getByRole('button', { name: `${label}: ${name}`, exact: true });
  await expect(turn('To the top', 'file 7.txt')).toBeDisabled();
  await turn('To the top', 'file 9.txt').focus();
  await app.keyboard.press('Enter');
  await expect(lines.nth(6)).toHaveText('file 9.txt');
  // At the top there is only one way to go; the focus stays with the file.
  await expect(turn('Later', 'file 9.txt')).toBeFocused();
  await expect(app.getByText('Now 1 of 3.')).toBeAttached();
  await app.keyboard.press('Enter');
  await expect(lines.nth(7)).toHaveText('file 9.txt');
  await expect(turn('Later', 'file 9.txt')).toBeFocused();
  await examine(app, 'transfers-waiting');

  await stack.control('DELETE', 'faults');
  await expect(app.getByText('9 of 9 sealed')).toBeVisible();
  await expect(app).toHaveTitle('Sealdrop');
  await expect(app.locator('link[rel="icon"]')).toHaveAttribute('href', '/favicon.svg');
  expect(await app.evaluate(() => ('notices' in window ? window.notices : null))).toEqual([
    'Sealdrop: 9 files done.',
  ]);
  await app.getByRole('button', { name: 'Clear finished' }).click();
  await expect(lines).toHaveCount(0);
});
