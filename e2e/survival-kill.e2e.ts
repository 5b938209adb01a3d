import type { Page } from '@playwright/test';
import { startChromium } from '../bench/chromium-process.ts';
import { defaultTuning } from '../src/transfer/tuning.ts';
import { unfinishedText } from '../src/ui/messages/en/unfinished.ts';
import {
  chooseAgain,
  digestOf,
  expectOnlyMissingPartSent,
  release,
  transferRow,
  uploadUntilHeld,
  withoutSaveDialog,
  writeLargeFile,
} from './held-upload.ts';
import { chooseFiles, expect, signIn, test as base, type Stack } from './stack.ts';

const mib = 1024 * 1024;

interface Fixtures {
  /** a browser of one's own, its profile on disk: the signed-in page, and what `kill -9` and a new start make of it */
  readonly mortal: { readonly page: () => Page; readonly killAndRestart: () => Promise<void> };
}

const test = base.extend<Fixtures>({
  mortal: async ({ stack, person }, use, info) => {
    const folder = info.outputPath('chromium');
    const start = async () => {
      const child = await startChromium(folder);
      const browser = await child.connect();
      const [context] = browser.contexts();
      const [page] = context?.pages() ?? [];
      if (context === undefined || page === undefined) throw new Error('the browser has no page');
      await context.addInitScript(withoutSaveDialog);
      await context.addInitScript(withoutServiceWorker);
      // The provider's own session may or may not have reached the disk before the kill: never, so that a form appears.
      await context.clearCookies();
      await signIn(page, stack, person);
      return { child, browser, page };
    };
    let current = await start();
    await use({
      page: () => current.page,
      killAndRestart: async () => {
        // Only disconnects: the test runner does not bear a browser that goes away.
        await current.browser.close();
        await current.child.kill();
        current = await start();
      },
    });
    await current.browser.close();
    await current.child.close();
  },
});

test.afterEach(({ stack }) => stack.control('DELETE', 'faults'));

test('a browser killed in mid-upload goes on after signing in, and sends only what is missing', async ({
  mortal,
  stack,
}, info) => {
  const path = info.outputPath('killed.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(mortal.page(), stack, path);
  await mortal.killAndRestart();
  const page = mortal.page();
  await expect(page.getByText(/Sealing stopped at/u)).toBeVisible();
  await release(stack);
  await chooseAgain(page, 'killed.bin', path);
  await expectOnlyMissingPartSent(page, stack, path);
});

test('a browser killed while opening goes on after the last frame that was verified', async ({
  mortal,
  stack,
}, info) => {
  const name = 'opened.bin';
  const path = info.outputPath(name);
  await writeLargeFile(path, 56 * mib);
  await chooseFiles(mortal.page(), path);
  await expect(transferRow(mortal.page(), name)).toContainText('Sealed and stored');
  await stack.control('POST', 'faults', [
    {
      service: 's3',
      operation: 'GetObject',
      after: Math.ceil((44 * mib) / defaultTuning.fetchLength),
      action: { kind: 'stall', ms: 600_000 },
    },
  ]);
  await mortal
    .page()
    .getByRole('button', { name: `Open ${name}`, exact: true })
    .click();
  await expect.poll(() => verifiedBytes(mortal.page())).toBeGreaterThan(0);
  const verified = await verifiedBytes(mortal.page());
  await mortal.killAndRestart();
  const page = mortal.page();
  await expect(page.getByText(/Opening stopped at/u)).toBeVisible();
  await release(stack);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: unfinishedText.resumeNamed(name) }).click();
  expect(await digestOf(await (await download).path())).toBe(await digestOf(path));
  expect(await lowestOffsetAsked(stack, name)).toBeGreaterThanOrEqual(verified);
});

/** Without one, an opened file is staged in private storage: the way that can go on. */
function withoutServiceWorker(): void {
  Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
}

/** What the page's journal says of the one opening in it; 0 while it says nothing. */
function verifiedBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- all of this runs in the page
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('the journal cannot be read')));
      });
    let verified = 0;
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await answer(indexedDB.open(name));
      if (database.objectStoreNames.contains('records')) {
        const records: unknown[] = await answer(
          database.transaction('records').objectStore('records').getAll(),
        );
        for (const record of records)
          if (typeof record === 'object' && record !== null && 'verified' in record)
            verified = Math.max(verified, Number(record.verified));
      }
      database.close();
    }
    return verified;
  });
}

/** Of all ranges of a file asked for since `release` but the first, which is the header's. */
async function lowestOffsetAsked(stack: Stack, name: string): Promise<number> {
  const { ranges } = await stack.requests();
  const [, asked = []] = Object.entries(ranges).find(([key]) => key.endsWith(`/${name}`)) ?? [];
  const offsets = asked.map((range) => Number(/^bytes=(\d+)-\d+$/u.exec(range)?.[1]));
  const [first, ...others] = offsets;
  if (first !== 0) throw new Error(`the header was not asked for first, but ${asked[0]}`);
  return Math.min(...others);
}
