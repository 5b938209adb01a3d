import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import type { ErrorCode } from '../src/errors.ts';
import { defaultTuning } from '../src/transfer/tuning.ts';
import { describeError } from '../src/ui/messages/en/errors.ts';
import { transfersText } from '../src/ui/messages/en/transfers.ts';
import { unfinishedText } from '../src/ui/messages/en/unfinished.ts';
import {
  chooseAgain,
  expectOnePartMissing,
  expectOnlyMissingPartSent,
  expectStored,
  heldPart,
  holdOnePart,
  release,
  storedParts,
  transferRow,
  uploadUntilHeld,
  withoutSaveDialog,
  writeLargeFile,
} from './held-upload.ts';
import { recordS3 } from './recording-proxy.ts';
import { readSentFrames } from './sent-frames.ts';
import { expect, openFile, sealFiles, signIn, startStack, storedKeys, test } from './stack.ts';

test.use({ keepsApp: true });

test.beforeEach(({ context }) => context.addInitScript(withoutSaveDialog));

test.afterEach(async ({ stack, context }) => {
  await context.setOffline(false);
  await stack.control('DELETE', 'faults');
});

/** For a stack of one's own: the fixtures' page may speak to theirs alone. */
async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  await context.addInitScript(withoutSaveDialog);
  return context.newPage();
}

const titleOf = (code: ErrorCode): string => describeError({ code, message: '', details: {} }).title;

test('a page reloaded in mid-upload goes on with the file chosen again, and sends only what is missing', async ({
  app,
  stack,
}, info) => {
  const path = info.outputPath('reloaded.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(app, stack, path);
  await app.reload();
  await expect(app.getByText(/Sealing stopped at/u)).toBeVisible();
  await release(stack);
  await chooseAgain(app, 'reloaded.bin', path);
  await expectOnlyMissingPartSent(app, stack, path);
  await expect(app.getByRole('button', { name: unfinishedText.chooseNamed('reloaded.bin') })).toHaveCount(0);
});

for (const [where, changedPart] of [
  ['a part that is stored', 1],
  ['the part that was being sent', heldPart],
] as const) {
  test(`a file changed in ${where} starts over under another key; no nonce is used twice`, async ({
    browser,
    person,
  }, info) => {
    const page = await newPage(browser);
    const proxies: Awaited<ReturnType<typeof recordS3>>['proxy'][] = [];
    const stack = await startStack(info.outputPath('aws'), {
      config: async (usual) => {
        const { proxy, config } = await recordS3(usual);
        proxies.push(proxy);
        return config;
      },
    });
    const name = 'changed.bin';
    const path = info.outputPath(name);
    const content = await writeLargeFile(path);
    await signIn(page, stack, person);
    await uploadUntilHeld(page, stack, path);
    await page.reload();
    const at = (changedPart - 0.5) * defaultTuning.partLength;
    content[at] = (content[at] ?? 0) ^ 1;
    await writeFile(path, content);
    await release(stack);
    await chooseAgain(page, name, path);
    await expect(transferRow(page, name)).toContainText('Sealed and stored');
    await expectStored(page, stack, path);
    expect(await storedKeys(stack)).toHaveLength(1);

    const sent = [...readSentFrames(proxies.flatMap(({ recorded }) => recorded)).values()];
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(2);
    for (const { ciphertexts } of sent) {
      expect(ciphertexts.size).toBeGreaterThan(100);
      for (const digests of ciphertexts.values()) expect(digests.size).toBe(1);
    }
    await page.context().close();
    for (const proxy of proxies) await proxy.close();
    await stack.close();
  });
}

test('another file is refused by name, the right one still goes on, and discarding leaves nothing', async ({
  app,
  stack,
}, info) => {
  const path = info.outputPath('wanted.bin');
  const other = info.outputPath('other.bin');
  const content = await writeLargeFile(path);
  await writeFile(other, content.subarray(1));
  await uploadUntilHeld(app, stack, path);
  await app.reload();
  await release(stack);
  await chooseAgain(app, 'wanted.bin', other);
  await expect(app.getByRole('alert').filter({ hasText: titleOf('wrong-file') })).toBeVisible();
  await holdOnePart(stack, path);
  await chooseAgain(app, 'wanted.bin', path);
  await expect(transferRow(app, 'wanted.bin')).toBeVisible();
  await expectOnePartMissing(stack, path);
  await app.reload();
  await release(stack);
  await app.getByRole('button', { name: unfinishedText.discardNamed('wanted.bin') }).click();
  await expect(app.getByText(/Sealing stopped at/u)).toHaveCount(0);
  expect(await storedParts(stack, 'wanted.bin')).toEqual([]);
  expect(await storedKeys(stack)).toEqual([]);
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(app.getByText(/Sealing stopped at/u)).toHaveCount(0);
});

test('an upload cut off from the network goes on by itself when it is back', async ({ app, stack }, info) => {
  const path = info.outputPath('offline.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(app, stack, path);
  await app.context().setOffline(true);
  // A request that was under way may end all the same; the one after it cannot begin.
  await release(stack);
  await expect(transferRow(app, 'offline.bin')).toContainText('No network');
  await app.context().setOffline(false);
  await expect(transferRow(app, 'offline.bin')).toContainText('Sealed and stored');
  await expectStored(app, stack, path);
});

test('a paused upload sends nothing and goes on where it was', async ({ app, stack }, info) => {
  const path = info.outputPath('paused.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(app, stack, path);
  await app.getByRole('button', { name: transfersText.pauseNamed('paused.bin') }).click();
  await expect(transferRow(app, 'paused.bin')).toContainText('Paused at');
  await release(stack);
  expect((await stack.requests()).parts).toEqual({});
  await app.getByRole('button', { name: transfersText.resumeNamed('paused.bin') }).click();
  await expectOnlyMissingPartSent(app, stack, path);
});

test('a paused upload can be cancelled, and nothing of it stays', async ({ app, stack }, info) => {
  const path = info.outputPath('given-up.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(app, stack, path);
  await app.getByRole('button', { name: transfersText.pauseNamed('given-up.bin') }).click();
  await expect(transferRow(app, 'given-up.bin')).toContainText('Paused at');
  await app.getByRole('button', { name: transfersText.cancelNamed('given-up.bin') }).click();
  await expect(transferRow(app, 'given-up.bin')).toContainText(transfersText.cancelled);
  expect(await storedParts(stack, 'given-up.bin')).toEqual([]);
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expect(app.getByText(/Sealing stopped at/u)).toHaveCount(0);
});

test('a sign-in that ends in mid-upload: after signing in again it goes on', async ({
  browser,
  person,
}, info) => {
  const page = await newPage(browser);
  // Credentials and tokens of half a minute are renewed before each request, until the provider refuses.
  const stack = await startStack(info.outputPath('aws'), { sessionSeconds: 30 });
  const path = info.outputPath('expired.bin');
  await writeLargeFile(path);
  await signIn(page, stack, person);
  await uploadUntilHeld(page, stack, path);
  await stack.control('POST', 'end-sign-ins');
  await stack.control('POST', 'expire-sessions');
  await release(stack);
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/Sealing stopped at/u)).toBeVisible();
  await stack.control('DELETE', 'requests');
  await chooseAgain(page, 'expired.bin', path);
  await expectOnlyMissingPartSent(page, stack, path);
  await page.context().close();
  await stack.close();
});

test('another tab shows the upload as the first one’s, and leaves it alone', async ({ app, stack }, info) => {
  const path = info.outputPath('two-tabs.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(app, stack, path);
  const second = await app.context().newPage();
  await second.goto(stack.origin);
  await second.getByRole('button', { name: 'Sign in' }).click();
  await expect(second.getByText(unfinishedText.inOtherTab)).toBeVisible();
  await expect(second.getByRole('button', { name: unfinishedText.discardNamed('two-tabs.bin') })).toHaveCount(
    0,
  );
  await release(stack);
  await expect(transferRow(app, 'two-tabs.bin')).toContainText('Sealed and stored');
  await expectStored(app, stack, path);
  await second.reload();
  await expect(second.getByRole('button', { name: 'Open two-tabs.bin', exact: true })).toBeVisible();
  await expect(second.getByText(unfinishedText.inOtherTab)).toHaveCount(0);
  await second.close();
});

test('a worker that dies in mid-upload: the page goes on by itself', async ({ app, stack }, info) => {
  const path = info.outputPath('crashed.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(app, stack, path);
  await stack.control('DELETE', 'requests');
  const vault = app.workers().find((worker) => worker.url().includes('vault.worker'));
  await vault?.evaluate(() => {
    setTimeout(() => {
      throw new Error('crashed on purpose');
    });
  });
  await expect.poll(async () => Object.values((await stack.requests()).parts)).toEqual([{ [heldPart]: 1 }]);
  await release(stack);
  await expectOnlyMissingPartSent(app, stack, path);
});

test('an answer that breaks off is asked for again, whatever the browser kept of it', async ({
  app,
  stack,
}) => {
  const content = Buffer.alloc(50_000, 'ledger');
  await sealFiles(
    app,
    [{ name: 'cut.bin', mimeType: 'application/octet-stream', buffer: content }],
    ['cut.bin'],
  );
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'GetObject', times: 1, action: { kind: 'reset', afterBytes: 20_000 } },
  ]);
  expect((await readFile(await openFile(app, 'cut.bin'))).equals(content)).toBe(true);
});
