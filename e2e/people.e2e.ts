import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { meetEndedSession } from './ended-session.ts';
import { expect, openFile, sealFiles, signIn, startStack, storedKeys, test } from './stack.ts';

const note = { name: 'private.txt', mimeType: 'text/plain', buffer: Buffer.from('for my eyes only') };

const contentIn = async (page: Page): Promise<string> =>
  readFile(await openFile(page, 'private.txt'), 'utf8');

test('two people see only their own files', async ({ app, stack, browser }) => {
  await sealFiles(app, [note], ['private.txt']);
  const bob = stack.aws.demoUsers[1];
  if (bob === undefined) throw new Error('no second demo user');
  const other = await (await browser.newContext()).newPage();
  await signIn(other, stack, bob);
  await expect(other.getByRole('button', { name: 'Open private.txt' })).toHaveCount(0);
  await sealFiles(other, [{ ...note, buffer: Buffer.from("bob's") }], ['private.txt']);
  expect(new Set((await storedKeys(stack)).map((key) => key.split('/')[0])).size).toBe(2);
  expect(await readFile(await openFile(app, 'private.txt'), 'utf8')).toBe('for my eyes only');
  await other.context().close();
});

test('a reload keeps the session and the list', async ({ app }) => {
  await sealFiles(app, [note], ['private.txt']);
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
  expect(await readFile(await openFile(app, 'private.txt'), 'utf8')).toBe('for my eyes only');
});

test('tokens are never in localStorage', async ({ app }) => {
  expect(await app.evaluate(() => localStorage.length)).toBe(0);
});

test('sign-out forgets the session, the tokens and every staged file', async ({ app, stack }) => {
  await sealFiles(app, [note], ['private.txt']);
  await openFile(app, 'private.txt');
  await app.evaluate(() => document.documentElement.setAttribute('data-before', ''));
  await app.getByRole('button', { name: 'Sign out' }).click();
  // The page that signs out shows the same button before it leaves for the provider: the one that comes back is meant.
  await expect(app.locator('html:not([data-before])').getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(new URL(app.url()).origin).toBe(stack.origin);
  const left = await app.evaluate(async () => {
    const files: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle, path: string): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) await walk(handle, `${path}${name}/`);
        else files.push(path + name);
      }
    };
    await walk(await navigator.storage.getDirectory(), '/');
    return { files, session: sessionStorage.length, local: localStorage.length };
  });
  expect(left).toEqual({ files: [], session: 0, local: 0 });
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await app.getByRole('button', { name: 'Sign in' }).click();
  await expect(app.getByLabel('Password')).toBeVisible();
});

test('credentials that expired are renewed without the person noticing', async ({ app, stack }) => {
  await sealFiles(app, [note], ['private.txt']);
  await stack.control('POST', 'expire-sessions');
  await sealFiles(app, [{ ...note, name: 'later.txt' }], ['later.txt']);
});

test('a session that ended says so, and signing in again goes on', async ({ person, browser }, info) => {
  // Credentials and tokens of half a minute are renewed before each request, until the provider refuses.
  const stack = await startStack(info.outputPath('aws'), { sessionSeconds: 30 });
  const page = await (await browser.newContext()).newPage();
  await signIn(page, stack, person);
  await sealFiles(page, [note], ['private.txt']);
  await stack.control('POST', 'end-sign-ins');
  const again = await meetEndedSession(page, 'private.txt');
  await again.click();
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect(await readFile(await openFile(page, 'private.txt'), 'utf8')).toBe('for my eyes only');
  await page.context().close();
  await stack.close();
});

test('a copied tab gets a sign-in of its own, and neither ends the other', async ({
  person,
  browser,
}, info) => {
  // Each request renews, and the provider ends a sign-in whose refresh token is spent twice.
  const stack = await startStack(info.outputPath('aws'), { sessionSeconds: 50 });
  const first = await (await browser.newContext()).newPage();
  await signIn(first, stack, person);
  await sealFiles(first, [note], ['private.txt']);
  const opened = first.waitForEvent('popup');
  await first.evaluate(() => void window.open(location.href));
  const copy = await opened;
  for (const page of [copy, first, copy, first]) {
    await page.reload();
    expect(await contentIn(page)).toBe('for my eyes only');
  }
  const [one, two] = await Promise.all(
    [first, copy].map((page) => page.evaluate(() => sessionStorage.getItem('sealdrop.tab'))),
  );
  expect(one).not.toBe(two);
  await first.context().close();
  await stack.close();
});

test('a wrong password is refused with a sentence', async ({ page, stack, person }) => {
  await page.goto(stack.origin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill('guess');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That user name or password is not right.')).toBeVisible();
});
