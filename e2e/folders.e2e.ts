import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Locator, Page } from '@playwright/test';
import { examine } from './examine.ts';
import { chooseFiles, expect, openFile, sealFiles, storedKeys, test, type Stack } from './stack.ts';

let device: string;

test.beforeAll(async () => {
  device = await mkdtemp(join(tmpdir(), 'sealdrop-device-'));
});
test.afterAll(async () => {
  await rm(device, { recursive: true, force: true });
});

/** Writes files of the device, each with its own path as its content; a path with a slash at its end is an empty folder. */
async function write(root: string, paths: readonly string[]): Promise<string> {
  for (const path of paths) {
    const at = join(device, root, path);
    await mkdir(path.endsWith('/') ? at : join(at, '..'), { recursive: true });
    if (!path.endsWith('/')) await writeFile(at, path);
  }
  return join(device, root);
}

/** Drops things of the device onto the page, as a hand does. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await protocol.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data });
  await protocol.detach();
}

const plain = (names: readonly string[]) =>
  names.map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`content of ${name}`) }));
const rows = (app: Page): Locator => app.getByRole('grid', { name: 'Stored files' }).locator('tbody tr');
const row = (app: Page, name: string): Locator => rows(app).filter({ hasText: name });
const names = (app: Page): Locator => rows(app).locator('th');
const crumbs = (app: Page): Locator => app.getByRole('navigation', { name: 'Folder' });

async function act(app: Page, name: string, item: string): Promise<void> {
  await app.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await app.getByRole('menuitem', { name: item, exact: true }).click();
}

test('a dropped folder keeps its structure: more than a hundred files, and folders with nothing in them', async ({
  app,
  stack,
}) => {
  const pages = Array.from({ length: 130 }, (_, index) => `book/page ${index}.txt`);
  const root = await write('archive', ['a.txt', 'none/', ...pages]);
  await drop(app, [root]);
  await app.getByRole('link', { name: 'Open folder archive' }).click();
  await expect(names(app)).toHaveText(['book', 'none', /^a\.txt/u]);
  await expect(app.getByText('130 of 131 sealed').or(app.getByText('131 of 131 sealed'))).toBeVisible();
  await app.getByRole('link', { name: 'Open folder book' }).click();
  await expect(app.getByText('130 files', { exact: true })).toBeVisible();
  const path = await openFile(app, 'page 7.txt');
  expect(await readFile(path, 'utf8')).toBe('book/page 7.txt');
  await crumbs(app).getByRole('link', { name: 'archive' }).click();
  await app.getByRole('link', { name: 'Open folder none' }).click();
  await expect(app.getByText('This folder is empty')).toBeVisible();
  const stored = await storedKeys(stack);
  expect(stored.map((key) => key.slice(key.indexOf('/') + 1))).toContain('archive/none/');
  await examine(app, 'folder-empty');
});

test('a chosen folder, and files into the folder looked at; its address leads back to it', async ({
  app,
}) => {
  const root = await write('photos', ['2031/b.jpg', 'a.jpg']);
  const chooser = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Choose a folder' }).click();
  await (await chooser).setFiles(root);
  await app.getByRole('link', { name: 'Open folder photos' }).click();
  await app.getByRole('link', { name: 'Open folder 2031' }).click();
  await sealFiles(app, plain(['c.txt']), ['c.txt']);
  await expect(names(app)).toHaveText([/^b\.jpg/u, /^c\.txt/u]);
  expect(new URL(app.url()).hash).toBe('#/files/photos/2031/');
  await app.reload();
  await expect(names(app)).toHaveText(['b.jpg', 'c.txt']);
  await app.goBack();
  await expect(names(app)).toHaveText(['2031', 'a.jpg']);
  await app.goForward();
  await expect(names(app)).toHaveText(['b.jpg', 'c.txt']);
  await crumbs(app).getByRole('link', { name: 'All files' }).click();
  await expect(names(app)).toHaveText(['photos']);
});

test('the keyboard alone: to find, select, rename, delete and undo; how much is stored', async ({
  app,
  stack,
}) => {
  const files = ['alpha.txt', 'beta 2.txt', 'beta 10.txt', 'gamma.txt'];
  await sealFiles(app, plain(files), files);
  await expect(names(app)).toHaveText(files.map((name) => new RegExp(`^${name}`, 'u')));
  await row(app, 'alpha.txt').focus();
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Shift+ArrowDown');
  await expect(rows(app).and(app.locator('[aria-selected="true"]'))).toHaveCount(2);
  await expect(app.getByText('2 selected, ')).toBeVisible();
  await examine(app, 'files-selected');
  await app.keyboard.press('Escape');
  await expect(app.locator('[aria-selected="true"]')).toHaveCount(0);

  await app.keyboard.type('gam');
  await expect(row(app, 'gamma.txt')).toBeFocused();
  await app.keyboard.press('F2');
  await app.keyboard.type('delta');
  await app.keyboard.press('Enter');
  await expect(names(app).last()).toHaveText(/^delta\.txt/u);
  await expect(app.getByText('1 file renamed.')).toBeVisible();
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(names(app).last()).toHaveText(/^gamma\.txt/u);
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(names(app).last()).toHaveText(/^delta\.txt/u);
  const path = await openFile(app, 'delta.txt');
  expect(await readFile(path, 'utf8')).toBe('content of gamma.txt');

  await row(app, 'alpha.txt').focus();
  await app.keyboard.press('Control+a');
  await expect(app.getByText('4 selected, ')).toBeVisible();
  await app.keyboard.press('Delete');
  const dialog = app.getByRole('alertdialog', { name: 'Delete these 4?' });
  await examine(app, 'files-delete');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(app.getByText('4 files deleted.')).toBeVisible();
  await expect(app.getByText('Nothing stored yet')).toBeVisible();
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect(app.getByText('4 files restored.')).toBeVisible();
  await expect(rows(app)).toHaveCount(4);
  await openFile(app, 'delta.txt');

  const { Contents: stored = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket: stack.bucket }));
  await app.getByRole('button', { name: 'Storage used' }).press('Enter');
  const used = app.getByRole('dialog', { name: 'Storage used' });
  const bytes = stored.reduce((sum, { Size = 0 }) => sum + Size, 0);
  await expect(used.getByText(`${bytes.toLocaleString('en')} bytes`)).toBeVisible();
  await expect(used.getByText('4 files', { exact: true })).toBeVisible();
  await examine(app, 'storage-used');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('button', { name: 'Storage used' })).toBeFocused();
});

test('lines are dragged into a folder, and out of it by the way to it; files of the device still come in', async ({
  app,
}) => {
  const files = ['a.txt', 'b.txt', 'c.txt'];
  await sealFiles(app, plain(files), files);
  await app.getByRole('button', { name: 'New folder' }).click();
  await app.getByLabel('Name of the folder').fill('Letters');
  await app.getByRole('button', { name: 'Make folder' }).click();
  await app.getByRole('checkbox', { name: 'Select a.txt' }).check();
  await app.getByRole('checkbox', { name: 'Select b.txt' }).check();
  await hold(app, row(app, 'b.txt').getByRole('rowheader'));
  await reach(app, row(app, 'c.txt'));
  await expect(app.locator('[data-drop="true"]')).toHaveCount(0);
  await reach(app, row(app, 'Letters'));
  await expect(app.locator('tr[data-drop="true"]')).toHaveCount(1);
  await examine(app, 'files-dragged');
  // It was laid out in other widths meanwhile, where something else lay under the pointer.
  await reach(app, row(app, 'Letters'));
  await expect(app.locator('tr[data-drop="true"]')).toHaveCount(1);
  await app.mouse.up();
  await expect(app.getByText('2 files moved.')).toBeVisible();
  await expect(names(app)).toHaveText(['Letters', /^c\.txt/u]);
  await examine(app, 'files-moved');

  await app.getByRole('link', { name: 'Open folder Letters' }).click();
  const path = await openFile(app, 'b.txt');
  expect(await readFile(path, 'utf8')).toBe('content of b.txt');
  await hold(app, row(app, 'b.txt').getByRole('rowheader'));
  await reach(app, crumbs(app).getByRole('link', { name: 'All files' }));
  await app.mouse.up();
  await expect(app.getByText('1 file moved.')).toBeVisible();
  await expect(names(app)).toHaveText(['a.txt']);

  await drop(app, [await write('device', ['d.txt'])]);
  await expect(names(app)).toHaveText(['device', /^a\.txt/u]);
});

/** Presses the button on it and moves a little, so that a drag begins. */
async function hold(app: Page, at: Locator): Promise<void> {
  await at.hover();
  await app.mouse.down();
  const { x = 0, y = 0 } = (await at.boundingBox()) ?? {};
  await app.mouse.move(x + 20, y + 8, { steps: 3 });
}

/** Goes on to it with the button pressed. */
async function reach(app: Page, at: Locator): Promise<void> {
  const { x = 0, y = 0, width = 0, height = 0 } = (await at.boundingBox()) ?? {};
  await app.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
  await app.mouse.move(x + width / 2 + 1, y + height / 2);
}

test('a move into another folder asks about taken names, and keeps both', async ({ app }) => {
  await app.getByRole('button', { name: 'New folder' }).click();
  await app.getByLabel('Name of the folder').fill('a/b');
  await app.getByRole('button', { name: 'Make folder' }).click();
  await expect(app.getByText('Nothing can be stored under this name.')).toBeVisible();
  await app.getByLabel('Name of the folder').fill('Letters');
  await app.getByRole('button', { name: 'Make folder' }).click();
  await app.getByRole('link', { name: 'Open folder Letters' }).click();
  await sealFiles(app, plain(['note.txt']), ['note.txt']);
  await crumbs(app).getByRole('link', { name: 'All files' }).click();
  await expect(names(app)).toHaveText(['Letters']);
  const other = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('another note') };
  await sealFiles(app, [other], ['note.txt']);
  await act(app, 'note.txt', 'Move');
  const dialog = app.getByRole('dialog', { name: 'Move to' });
  await dialog.getByRole('button', { name: 'Letters' }).click();
  await dialog.getByRole('button', { name: 'Move here' }).click();
  await expect(app.getByText('Some names are taken there.')).toBeVisible();
  await app.getByRole('button', { name: 'Keep both' }).click();
  await expect(app.getByText('1 file moved.')).toBeVisible();
  await app.getByRole('link', { name: 'Open folder Letters' }).click();
  await expect(names(app)).toHaveText([/^note \(2\)\.txt/u, /^note\.txt/u]);
  expect(await readFile(await openFile(app, 'note (2).txt'), 'utf8')).toBe('another note');
});

test('a former version becomes the latest again', async ({ app }) => {
  await sealFiles(app, plain(['one.txt', 'two.txt']), ['one.txt', 'two.txt']);
  await act(app, 'two.txt', 'Rename');
  await app.getByLabel('New name').fill('one.txt');
  await app.getByRole('button', { name: 'Rename' }).click();
  await expect(app.getByText('A file with this name is already stored')).toBeVisible();
  await app.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await act(app, 'one.txt', 'Delete');
  await app.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(row(app, 'one.txt')).toHaveCount(0);
  await act(app, 'two.txt', 'Rename');
  await app.getByLabel('New name').fill('one.txt');
  await app.getByRole('button', { name: 'Rename' }).click();
  await expect(row(app, 'one.txt')).toBeVisible();
  await act(app, 'one.txt', 'Versions');
  const dialog = app.getByRole('dialog', { name: /^Versions of/u });
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  await examine(app, 'files-versions');
  await dialog.getByRole('button', { name: /^Restore/u }).click();
  await expect(app.getByText('1 file restored.')).toBeVisible();
  expect(await readFile(await openFile(app, 'one.txt'), 'utf8')).toBe('content of one.txt');
});

test('three thousand files are all there to find and to sort, and few of them laid out', async ({
  app,
  stack,
}) => {
  await chooseFiles(app, plain(['first.txt']));
  await expect(row(app, 'first.txt')).toBeVisible();
  const [first = ''] = await storedKeys(stack);
  await seed(stack, first.slice(0, first.indexOf('/')), 3000);
  await app.getByRole('button', { name: 'Reload the list' }).click();
  await expect(app.getByText('3,001 files', { exact: true })).toBeVisible();
  expect(await rows(app).count()).toBeLessThan(60);
  await rows(app).first().focus();
  await app.keyboard.press('End');
  await expect(row(app, 'scan 2999.tif')).toBeFocused();
  expect(await rows(app).count()).toBeLessThan(60);
  await app.getByRole('searchbox', { name: 'Find in this folder' }).fill('scan 77');
  await expect(app.getByText('11 found')).toBeVisible();
  await expect(names(app).first()).toHaveText('scan 77.tif');
});

/** Objects that only have to be listed: sixteen at a time, as the store takes them. */
async function seed(stack: Stack, folder: string, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index).values();
  const lane = async (): Promise<void> => {
    for (const index of numbers)
      await stack.s3.send(
        new PutObjectCommand({ Bucket: stack.bucket, Key: `${folder}/scan ${index}.tif`, Body: 'x' }),
      );
  };
  await Promise.all(Array.from({ length: 16 }, lane));
}
