import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { BrowserContext, Locator, Page, Worker } from '@playwright/test';
import { array, object, parse, string } from 'valibot';
import { examine } from './examine.ts';
import { kmsMessage } from './inspection-messages.ts';
import { kept } from './kept-shell.ts';
import { expect, sealFiles, signIn, storedBytes, storedKeys, test } from './stack.ts';

test.use({ keepsApp: true });

const manifestSchema = object({ icons: array(object({ src: string(), type: string() })) });

/** URL paths of what the shell keeps. */
const keptPaths = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('sealdrop-shell-'));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });

const askedKey = 'askedOfTheShell';

async function waitForShell(context: BrowserContext, url: string): Promise<Worker> {
  const running = context.serviceWorkers().find((worker) => worker.url() === url);
  return running ?? context.waitForEvent('serviceworker', (worker) => worker.url() === url);
}

/** Looks into a file of one's own, and gives the panel. */
async function lookInto(page: Page, buffer: Buffer): Promise<Locator> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a message' }).click();
  await (await chooser).setFiles({ name: 'deed.esdk', mimeType: 'application/octet-stream', buffer });
  return page.locator('.panel');
}

test('the app starts without a connection, under its own policy, and keeps nothing but itself', async ({
  page,
  context,
  stack,
}) => {
  const online = await page.goto(stack.origin);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await kept(page);

  await context.setOffline(true);
  const offline = await page.reload();
  await expect(page.getByRole('status').getByText('You are offline.', { exact: false })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  expect(offline?.fromServiceWorker()).toBe(true);
  for (const name of [
    'content-security-policy',
    'cross-origin-opener-policy',
    'cross-origin-embedder-policy',
    'permissions-policy',
  ])
    expect(offline?.headers()[name], name).toBe(online?.headers()[name]);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const paths = await keptPaths(page);
  expect(paths).toContain('/');
  expect(paths.filter((path) => path.startsWith('/assets/vault.worker-'))).toHaveLength(1);
  const own =
    /^\/(?:assets\/[^/]+|icons\/[^/]+\.png|favicon(?:\/\d)?\.svg|manifest\.webmanifest|config\.json)?$/u;
  expect(paths.filter((path) => !own.test(path))).toEqual([]);
  await examine(page, 'offline-signed-out');

  await page.getByRole('link', { name: 'Look into a sealed file' }).click();
  const message = await kmsMessage(stack, { content: Buffer.alloc(9000, 1), context: { owner: 'me' } });
  const panel = await lookInto(page, message);
  await expect(
    panel.getByText('this device is offline: nobody can unwrap it', { exact: false }).first(),
  ).toBeVisible();
  await expect(panel.getByText('The header was read but not checked.')).toBeVisible();
  const open = page.getByRole('region', { name: 'Open this file' });
  await expect(open).toContainText('It cannot be opened offline. AWS KMS must unwrap its key');
  await expect(open).toContainText(/arn:aws:kms:[^\s]+:key\//u);
  await expect(panel.getByRole('region', { name: 'Encryption context' })).toContainText('owner');

  await context.setOffline(false);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await expect(page.getByText('You are offline.', { exact: false })).toBeHidden();
  await lookInto(page, message);
  await expect(open).toContainText('To open it, sign in. AWS KMS must unwrap its key');
});

test('what the vault sends passes by the worker that keeps the app, and the vault starts offline all the same', async ({
  app,
  context,
  stack,
}) => {
  await kept(app);
  await app.reload();
  const shell = await waitForShell(context, `${stack.origin}/shell.js`);
  await shell.evaluate((key) => {
    const asked: string[] = [];
    Object.assign(globalThis, { [key]: asked });
    globalThis.addEventListener('fetch', (event) => {
      if ('request' in event && event.request instanceof Request)
        asked.push(`${event.request.method} ${event.request.url}`);
    });
  }, askedKey);
  await sealFiles(app, [{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') }], ['a.txt']);
  // Of the page's requests it is asked: it would be seen here.
  await app.evaluate(() => fetch('/favicon.svg?anew'));
  const asked = parse(array(string()), await shell.evaluate((key) => Reflect.get(globalThis, key), askedKey));
  expect(asked.filter((one) => !one.includes(stack.origin))).toEqual([]);
  expect(asked).toContain(`GET ${stack.origin}/favicon.svg?anew`);

  const devtools = await context.newCDPSession(app);
  await devtools.send('Network.clearBrowserCache');
  await devtools.detach();
  await context.setOffline(true);
  await app.reload();
  await app.getByRole('link', { name: 'Look into a sealed file' }).click();
  const panel = await lookInto(app, await kmsMessage(stack, { content: Buffer.alloc(9), context: {} }));
  await expect(panel.getByText('The header was read but not checked.')).toBeVisible();
});

test('where all is on this device, a browser without a network signs in all the same', async ({
  page,
  person,
  stack,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await signIn(page, stack, person);
  await expect(page.getByText('You are offline.', { exact: false })).toBeHidden();
});

test('going offline while signed in is said, and coming back lists anew', async ({ app, context, stack }) => {
  await sealFiles(app, [{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') }], ['a.txt']);
  const [key = ''] = await storedKeys(stack);
  const message = await storedBytes(stack, key);
  await kept(app);
  await context.setOffline(true);
  await expect(app.getByRole('status').getByText('You are offline.', { exact: false })).toBeVisible();
  await examine(app, 'offline-signed-in');
  await app.getByRole('link', { name: 'Inspect' }).click();
  const panel = await lookInto(app, message);
  await expect(
    panel.getByText('this device is offline: nobody can unwrap it', { exact: false }).first(),
  ).toBeVisible();
  const open = app.getByRole('region', { name: 'Open this file' });
  await expect(open).toContainText('It cannot be opened offline. AWS KMS must unwrap its key');
  await expect(open.getByRole('button')).toHaveCount(0);
  await app.getByRole('link', { name: 'Files' }).click();

  await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key: key }));
  await context.setOffline(false);
  await expect(app.getByText('You are offline.', { exact: false })).toBeHidden();
  await expect(app.getByRole('button', { name: 'Open a.txt', exact: true })).toBeHidden();

  // A session that the browser still has is taken up when there is a network to do so.
  await context.setOffline(true);
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  await context.setOffline(false);
  await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('the manifest is one that browsers take, and its icons are there', async ({ page, stack, request }) => {
  await page.goto(stack.origin);
  const devtools = await page.context().newCDPSession(page);
  const { errors, url } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${stack.origin}/manifest.webmanifest`);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
  const { icons } = parse(manifestSchema, await (await request.get(url)).json());
  for (const { src, type } of [...icons, { src: '/icons/apple-touch-icon.png', type: 'image/png' }]) {
    const answer = await request.get(`${stack.origin}${src}`);
    expect([answer.status(), answer.headers()['content-type']], src).toEqual([200, type]);
  }
});
