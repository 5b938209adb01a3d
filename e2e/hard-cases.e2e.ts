import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  DeleteObjectCommand,
  GetBucketCorsCommand,
  ListMultipartUploadsCommand,
  PutBucketCorsCommand,
  type CORSRule,
} from '@aws-sdk/client-s3';
import type { Page } from '@playwright/test';
import type { ErrorCode } from '../src/errors.ts';
import { describeError } from '../src/ui/messages/en/errors.ts';
import { arrive } from './arrive.ts';
import { examine } from './examine.ts';
import { expect, openFile, sealFiles, signIn, storedKeys, test, type Stack } from './stack.ts';

const small = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('only for me') };
/** large enough for several parts */
const largeSize = 40_000_000;

test.afterEach(async ({ stack, context }) => {
  await context.setOffline(false);
  await stack.control('DELETE', 'faults');
  await stack.control('DELETE', 'clock');
});

const titleOf = (code: ErrorCode): string => describeError({ code, message: '', details: {} }).title;

async function choose(app: Page, files: string | (typeof small)[]): Promise<void> {
  const chooser = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Choose files' }).first().click();
  await (await chooser).setFiles(files);
}

/** Chooses a file of several parts, whose third part is held until the faults are lifted. */
async function uploadHeld(app: Page, stack: Stack, path: string): Promise<void> {
  await writeFile(path, Buffer.alloc(largeSize, 1));
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'UploadPart', partNumber: 3, action: { kind: 'stall', ms: 60_000 } },
  ]);
  await choose(app, path);
  await expect.poll(async () => (await uploadsOf(stack, basename(path))).length).toBe(1);
}

/** Multipart uploads of a name; those that could not be aborted stay, so every test has a name of its own. */
async function uploadsOf(stack: Stack, name: string): Promise<readonly unknown[]> {
  const { Uploads = [] } = await stack.s3.send(new ListMultipartUploadsCommand({ Bucket: stack.bucket }));
  return Uploads.filter(({ Key }) => Key?.endsWith(`/${name}`) === true);
}

async function stagedFiles(app: Page): Promise<string[]> {
  return app.evaluate(async () => {
    const names: string[] = [];
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const [name, handle] of folder.entries()) {
        if (handle instanceof FileSystemDirectoryHandle) await walk(handle);
        else names.push(name);
      }
    };
    await walk(await navigator.storage.getDirectory());
    return names;
  });
}

async function expectFailure(app: Page, code: ErrorCode): Promise<void> {
  await expect(app.getByRole('alert').filter({ hasText: titleOf(code) })).toBeVisible();
  await expect(app.getByRole('progressbar')).toHaveCount(0);
}

test('going offline in mid-upload is named, and it goes on by itself', async ({ app, stack }, info) => {
  await uploadHeld(app, stack, info.outputPath('cut-off.bin'));
  await app.context().setOffline(true);
  await expect(app.getByText('No network', { exact: false }).first()).toBeVisible();
  expect(await storedKeys(stack)).toEqual([]);
  await stack.control('DELETE', 'faults');
  await app.context().setOffline(false);
  await expect(app.getByRole('button', { name: 'Open cut-off.bin', exact: true })).toBeVisible({
    timeout: 60_000,
  });
});

test('signing out in mid-upload, while S3 cannot be reached, ends all the same', async ({
  app,
  stack,
}, info) => {
  await uploadHeld(app, stack, info.outputPath('large.bin'));
  await app.route(`${stack.aws.url}/${stack.bucket}/**`, (route) => route.abort());
  await app.getByRole('button', { name: 'Sign out' }).click();
  await app.getByRole('button', { name: 'Stop and sign out' }).click();
  await expect(app.getByRole('button', { name: 'Sign in' })).toBeVisible();
  // The page may still be on its way to the provider's sign-out and back: it is asked until it stays.
  await expect(async () => expect(await stagedFiles(app)).toEqual([])).toPass();
});

test('a file that changes on disk while it is sealed is named, and nothing is stored', async ({
  app,
  stack,
}, info) => {
  const path = info.outputPath('growing.bin');
  await writeFile(path, Buffer.alloc(largeSize, 1));
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'CreateMultipartUpload', action: { kind: 'stall', ms: 3_000 } },
  ]);
  await choose(app, path);
  await expect(app.getByRole('progressbar')).toBeVisible();
  await writeFile(path, Buffer.alloc(largeSize + 1, 2));
  await expect(app.getByRole('alert')).toContainText(/changed while|no longer be read/u);
  expect(await storedKeys(stack)).toEqual([]);
  // An unplugged drive reads like this too, so what was sent is kept until the person says otherwise.
  await app.getByRole('button', { name: 'Discard growing.bin' }).click();
  await expect.poll(async () => (await uploadsOf(stack, 'growing.bin')).length).toBe(0);
});

test('the same name twice in one drop is asked about, and both can be kept', async ({ app }) => {
  await sealFiles(app, [small, { ...small, buffer: Buffer.from('another') }], [small.name]);
  await app.getByRole('button', { name: `Keep both: ${small.name}` }).click();
  await expect(app.getByRole('button', { name: 'Open note (2).txt', exact: true })).toBeVisible();
});

test('names that lie, an empty file and one of a thousand bytes', async ({ app, stack }) => {
  const files = [
    { ...small, name: '__proto__', buffer: Buffer.alloc(0) },
    { ...small, name: 'evil\u202Efdp.exe' },
    { ...small, name: `${'é'.repeat(450)}.txt` },
  ];
  await choose(app, files);
  await expect(app.getByRole('button', { name: 'Open __proto__', exact: true })).toBeVisible();
  await expect(app.getByRole('button', { name: 'Open evil⟨U+202E⟩fdp.exe', exact: true })).toBeVisible();
  await expect.poll(async () => (await storedKeys(stack)).length).toBe(3);
  await openFile(app, '__proto__');
  await choose(app, [{ ...small, name: `${'é'.repeat(600)}.txt` }]);
  await expectFailure(app, 'name-invalid');
});

test('a deleted file is missing, not forbidden', async ({ app, stack }) => {
  await sealFiles(app, [small], [small.name]);
  const [Key] = await storedKeys(stack);
  await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key }));
  await app.getByRole('button', { name: `Open ${small.name}`, exact: true }).click();
  await expectFailure(app, 'store-not-found');
});

test('an inspection after credentials were revoked renews them, though a HEAD says nothing', async ({
  app,
  stack,
}) => {
  await sealFiles(app, [small], [small.name]);
  await stack.control('POST', 'expire-sessions');
  await app.getByRole('button', { name: `Inspect ${small.name}`, exact: true }).click();
  await expect(app.getByRole('dialog').locator('[data-verdict=verified]')).toBeVisible();
});

test('a clock that is half an hour off is put right without a word', async ({ app, stack }) => {
  await sealFiles(app, [small], [small.name]);
  await stack.control('POST', 'clock', { offsetSeconds: 1_800 });
  await sealFiles(app, [{ ...small, name: 'later.txt' }], ['later.txt']);
});

test('a store that throttles is named and waited for', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'PutObject', action: { kind: 'status', status: 503, code: 'SlowDown' } },
  ]);
  await choose(app, [small]);
  await expect(app.getByText('AWS asks to slow down', { exact: false }).first()).toBeVisible();
  expect(await storedKeys(stack)).toEqual([]);
  await stack.control('DELETE', 'faults');
  await expect(app.getByRole('button', { name: `Open ${small.name}`, exact: true })).toBeVisible({
    timeout: 60_000,
  });
});

test('reloading the list says why it failed, and keeps it', async ({ app, stack }) => {
  await sealFiles(app, [small], [small.name]);
  await stack.control('POST', 'faults', [
    {
      service: 's3',
      operation: 'ListObjectsV2',
      action: { kind: 'status', status: 403, code: 'AccessDenied' },
    },
  ]);
  await app.getByRole('button', { name: 'Reload the list' }).click();
  await expectFailure(app, 'store-denied');
  await expect(app.getByRole('button', { name: `Open ${small.name}`, exact: true })).toBeVisible();
});

test.describe('a bucket whose CORS rules are wrong', () => {
  const rule = {
    AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
    AllowedHeaders: ['*'],
    MaxAgeSeconds: 0,
  };
  // The bucket is that of every other test of this worker: what it had is given back.
  let usual: CORSRule[] = [];
  test.beforeEach(async ({ stack }) => {
    const { CORSRules = [] } = await stack.s3.send(new GetBucketCorsCommand({ Bucket: stack.bucket }));
    usual = CORSRules;
  });

  test.afterEach(({ stack }) => putCors(stack, usual));

  test('another origin: the store did not answer, by name', async ({ page, stack, person }) => {
    await putCors(stack, [{ ...rule, AllowedOrigins: ['https://elsewhere.example'] }]);
    await signIn(page, stack, person);
    await expect(page.getByRole('alert')).toContainText('The store (Amazon S3) did not answer.', {
      timeout: 45_000,
    });
  });

  test('ETag not exposed: says which header', async ({ app, stack }, info) => {
    await putCors(stack, [{ ...rule, AllowedOrigins: [stack.origin], ExposeHeaders: ['Content-Range'] }]);
    await app.reload();
    const path = info.outputPath('large.bin');
    await writeFile(path, Buffer.alloc(largeSize, 1));
    await choose(app, path);
    await expectFailure(app, 'store-answer-invalid');
    await expect(app.getByRole('alert')).toContainText('must expose ETag');
    expect(await storedKeys(stack)).toEqual([]);
  });
});

function putCors(stack: Stack, CORSRules: CORSRule[]) {
  return stack.s3.send(new PutBucketCorsCommand({ Bucket: stack.bucket, CORSConfiguration: { CORSRules } }));
}

test.describe('a part of the app that cannot be loaded', () => {
  // What a service worker answers is out of a route's reach.
  test.use({ serviceWorkers: 'block' });

  test('is said, costs nothing else, and can be tried again', async ({ app }) => {
    await sealFiles(app, [small], [small.name]);
    await app.route('**/assets/entry-menu-*.js', (route) => route.abort());
    await app.getByRole('button', { name: `More for ${small.name}`, exact: true }).click();
    await expect(app.getByRole('alert')).toContainText('This part of the app could not be loaded.');
    await examine(app, 'part-missing');
    await openFile(app, small.name);
    await app.unrouteAll();
    await app.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await expect(app.getByRole('menuitem', { name: 'View', exact: true })).toBeVisible();
  });

  test('is said where it is all that a signed-in person sees', async ({ page, stack, person }) => {
    await page.route('**/assets/signed-in-page-*.js', (route) => route.abort());
    const missing = page.getByRole('heading', { name: 'This part of the app could not be loaded.' });
    await arrive(page, stack.aws, person, missing);
    await examine(page, 'page-missing');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  });
});
