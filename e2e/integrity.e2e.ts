import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { examine } from './examine.ts';
import { withoutSaveDialog } from './held-upload.ts';
import { kept } from './kept-shell.ts';
import { sealAnew } from './reseal.ts';
import {
  builtSite,
  chooseFiles,
  expect,
  openFile,
  sealFiles,
  signIn,
  startStack,
  test as base,
  type Stack,
} from './stack.ts';

interface ChangedSite {
  readonly stack: Stack;
  /** its files, a copy: read at each request */
  readonly folder: string;
}

const test = base.extend<object, { changed: ChangedSite; stack: Stack }>({
  changed: [
    async ({}, use) => {
      const root = await mkdtemp(join(tmpdir(), 'sealdrop-integrity-'));
      const folder = join(root, 'site');
      await cp(builtSite, folder, { recursive: true });
      const stack = await startStack(join(root, 'aws'), { siteFolder: folder });
      await use({ stack, folder });
      await stack.close();
      await rm(root, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  stack: [async ({ changed }, use) => use(changed.stack), { scope: 'worker' }],
});

test.use({ keepsApp: true });

/** Changes a file of the site while `during` runs. */
async function altered(path: string, addition: string, during: () => Promise<void>): Promise<void> {
  const original = await readFile(path);
  await writeFile(path, Buffer.concat([original, Buffer.from(addition)]));
  try {
    await during();
  } finally {
    await writeFile(path, original);
  }
}

async function nameOf(folder: string, pattern: RegExp): Promise<string> {
  const name = pattern.exec(await readFile(join(folder, 'index.html'), 'utf8'))?.[0];
  if (name === undefined) throw new Error(`the page names nothing like ${pattern.source}`);
  return name;
}

const mark = ';globalThis.altered=true;';

test('an altered entry script does not run', async ({ page, changed: { stack, folder } }) => {
  const entry = await nameOf(folder, /assets\/index-[\w-]+\.js/u);
  await altered(join(folder, entry), mark, async () => {
    const refused = page.waitForEvent('console', (message) => /integrity/u.test(message.text()));
    await page.goto(stack.origin);
    expect((await refused).text()).toContain(entry);
    await expect(page.locator('#root')).toBeEmpty();
    expect(await page.evaluate(() => 'altered' in globalThis)).toBe(false);
  });
});

test('an altered part that is loaded later does not run', async ({ page, changed: { stack, folder } }) => {
  const part = await nameOf(folder, /assets\/how-screen-[\w-]+\.js/u);
  await altered(join(folder, part), mark, async () => {
    await page.goto(stack.origin);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    const refused = page.waitForEvent('console', (message) => /integrity/u.test(message.text()));
    const failed = page.evaluate(async (path) => {
      const asked: Promise<unknown> = import(path);
      return asked.then(
        () => 'loaded',
        () => 'refused',
      );
    }, `/${part}`);
    expect((await refused).text()).toContain(part);
    expect(await failed).toBe('refused');
    expect(await page.evaluate(() => 'altered' in globalThis)).toBe(false);
  });
});

test('an altered stylesheet is not applied', async ({ page, changed: { stack, folder } }) => {
  const sheet = await nameOf(folder, /assets\/[\w-]+\.css/u);
  await altered(join(folder, sheet), '\nbody{display:none!important}', async () => {
    await page.goto(stack.origin);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await page.evaluate(() => document.styleSheets.length)).toBe(0);
  });
});

test('an altered vault worker does not run where the app is kept, nor does the network’s where that was dropped', async ({
  page,
  person,
  changed: { stack, folder },
}) => {
  const [name = ''] = await readdir(join(folder, 'assets')).then((all) =>
    all.filter((one) => one.startsWith('vault.worker-')),
  );
  const worker = `assets/${name}`;
  await page.goto(stack.origin);
  await kept(page);
  await altered(join(folder, worker), mark, async () => {
    const started = page.waitForEvent('worker', (one) => one.url().endsWith(worker));
    await signIn(page, stack, person);
    expect(await (await started).evaluate(() => 'altered' in globalThis)).toBe(false);
    // A browser that is short of space drops caches.
    const answered = await page.evaluate(async (path) => {
      const names = (await caches.keys()).filter((one) => one.startsWith('sealdrop-shell-'));
      await Promise.all(names.map(async (one) => (await caches.open(one)).delete(path)));
      return fetch(path, { cache: 'reload' }).then(
        () => 'answered',
        () => 'refused',
      );
    }, `/${worker}`);
    expect(answered).toBe('refused');
  });
});

const notOfThisBuild = 'Part of this app is not what this page was built with, so it was not started.';

test.describe('at a first visit, before the app is kept', () => {
  test.use({ serviceWorkers: 'block' });

  test('an altered vault worker is not started, and the page says so', async ({
    page,
    person,
    changed: { stack, folder },
  }) => {
    const worker = await nameOf(folder, /assets\/vault\.worker-[\w-]+\.js/u);
    const started: string[] = [];
    page.on('worker', (one) => started.push(one.url()));
    await altered(join(folder, worker), mark, async () => {
      await page.goto(stack.origin);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByLabel('Username').fill(person.username);
      await page.getByLabel('Password').fill(person.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText(notOfThisBuild)).toBeVisible();
      expect(started).toEqual([]);
      await examine(page, 'worker-refused');
    });
  });

  test('nor are one of the crew and the script of the frame that shows files', async ({
    page,
    person,
    changed: { stack, folder },
  }) => {
    const names = await readdir(join(folder, 'assets'));
    const crew = names.find((one) => one.startsWith('crew.worker-')) ?? '';
    await signIn(page, stack, person);
    await altered(join(folder, 'assets', crew), mark, async () => {
      const large = { name: 'large.bin', mimeType: '', buffer: Buffer.alloc(2 ** 21, 1) };
      await chooseFiles(page, large);
      await expect(page.getByText(notOfThisBuild)).toBeVisible();
    });
    await altered(join(folder, 'viewer/viewer.js'), mark, async () => {
      const small = { name: 'small.txt', mimeType: '', buffer: Buffer.from('a text') };
      await sealFiles(page, small, ['small.txt']);
      await page.getByRole('button', { name: 'More for small.txt', exact: true }).click();
      await page.getByRole('menuitem', { name: 'View', exact: true }).click();
      await expect(page.getByText('The part of this app that shows files did not start')).toBeVisible();
      await examine(page, 'viewer-refused');
    });
  });
});

test('an altered service worker of the shell is not registered, nor the one beside it', async ({
  page,
  changed: { stack, folder },
}) => {
  const registered = () =>
    page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    );
  const tried = async (script: string, others: readonly string[]): Promise<void> => {
    await altered(join(folder, script), mark, async () => {
      const asked = page.waitForResponse(`${stack.origin}/${script}`);
      await page.goto(stack.origin);
      await (await asked).finished();
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      expect(await registered()).toEqual(others);
    });
  };
  await tried('direct.js', []);
  await tried('shell.js', ['/assets/']);
  await page.goto(stack.origin);
  await kept(page);
  expect((await registered()).toSorted()).toEqual(['/', '/assets/']);
});

test('an altered service worker of downloads is not registered, and files go another way', async ({
  page,
  person,
  changed: { stack, folder },
}) => {
  const registered = () =>
    page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).some(({ scope }) => scope.endsWith('/stream/')),
    );
  await page.context().addInitScript(withoutSaveDialog);
  await signIn(page, stack, person);
  const content = Buffer.alloc(33 * 2 ** 20, 'large');
  await sealFiles(page, { name: 'streamed.bin', mimeType: '', buffer: content }, ['streamed.bin']);
  await altered(join(folder, 'stream/worker.js'), mark, async () => {
    expect((await readFile(await openFile(page, 'streamed.bin'))).equals(content)).toBe(true);
    expect(await registered()).toBe(false);
  });
  expect((await readFile(await openFile(page, 'streamed.bin'))).equals(content)).toBe(true);
  expect(await registered()).toBe(true);
});

test('the marks above do run where the page names them', async ({ page, changed: { stack, folder } }) => {
  const original = await readFile(join(folder, 'index.html'));
  const entry = await nameOf(folder, /assets\/index-[\w-]+\.js/u);
  await altered(join(folder, entry), mark, async () => {
    await sealAnew(folder);
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    await writeFile(
      join(folder, 'index.html'),
      html.replace(/<script type="importmap">[^<]*<\/script>/u, ''),
    );
    await page.goto(stack.origin);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    expect(await page.evaluate(() => 'altered' in globalThis)).toBe(true);
  });
  await writeFile(join(folder, 'index.html'), original);
});

test('the page allows its own import map and no other inline text', async ({ page, stack }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Which features of Permissions-Policy a browser knows differs by its version.
    const known = !message.text().includes('Unrecognized feature');
    if (['warning', 'error'].includes(message.type()) && known) complaints.push(message.text());
  });
  await page.goto(stack.origin);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(complaints).toEqual([]);
  const policy = (await fetch(stack.origin)).headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}=';/u);
  expect(policy).not.toContain('unsafe-inline');
});
