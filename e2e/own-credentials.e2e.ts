import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { signInAsUser } from '../local/testing/sign-in.ts';
import { describeError } from '../src/ui/messages/en/errors.ts';
import { ownText } from '../src/ui/messages/en/own-credentials.ts';
import { examine } from './examine.ts';
import {
  expectOnlyMissingPartSent,
  release,
  uploadUntilHeld,
  withoutSaveDialog,
  writeLargeFile,
} from './held-upload.ts';
import {
  expect,
  openFile,
  sealFiles,
  startStack,
  storedKeys,
  test,
  type Person,
  type Stack,
} from './stack.ts';

test.beforeEach(({ context }) => context.addInitScript(withoutSaveDialog));

const note = { name: 'mine.txt', mimeType: 'text/plain', buffer: Buffer.from('by my own key') };

interface Typed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly owner: string;
}

/** Temporary credentials of a person, as an access portal would give them. */
async function credentialsOf(stack: Stack, person: Person): Promise<Typed> {
  const { identityId, credentials } = await signInAsUser(stack.aws, person.username, person.password);
  return { ...credentials, owner: identityId };
}

async function enter(page: Page, typed: Partial<Typed>): Promise<void> {
  for (const field of ['accessKeyId', 'secretAccessKey', 'sessionToken', 'owner'] as const) {
    const text = typed[field];
    if (text !== undefined) await page.getByLabel(ownText.fields[field].label, { exact: true }).fill(text);
  }
  await page.getByRole('button', { name: ownText.enter }).click();
}

async function comeIn(page: Page, stack: Stack, typed: Typed): Promise<void> {
  await page.goto(stack.origin);
  await page.getByRole('button', { name: ownText.use }).click();
  await enter(page, typed);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

test('own credentials seal and open, are kept nowhere, and are gone with a reload', async ({
  page,
  stack,
  person,
}) => {
  const typed = await credentialsOf(stack, person);
  await comeIn(page, stack, typed);
  const { accessKeyId, owner } = typed;
  await expect(page.getByText(`${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`)).toBeVisible();
  await expect(page.getByRole('banner').getByText(owner)).toBeVisible();
  await sealFiles(page, [note], ['mine.txt']);
  expect(await storedKeys(stack)).toContain(`${owner}/mine.txt`);
  expect(await readFile(await openFile(page, 'mine.txt'), 'utf8')).toBe('by my own key');
  const kept = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      databases,
      document.documentElement.outerHTML,
    ]);
  });
  for (const secret of [typed.secretAccessKey, typed.sessionToken, accessKeyId])
    expect(kept).not.toContain(secret);
  await page.reload();
  await expect(page.getByRole('button', { name: ownText.use })).toBeVisible();
  expect(page.url()).toBe(`${stack.origin}/`);
});

test('what is wrong is told apart, and the secret has to be typed again', async ({ page, stack, person }) => {
  const typed = await credentialsOf(stack, person);
  await page.goto(stack.origin);
  await page.getByRole('button', { name: ownText.use }).click();
  await examine(page, 'own-credentials', 1000);
  await enter(page, { ...typed, owner: '../bob' });
  await expect(page.getByText(ownText.wrong.owner)).toBeVisible();
  await enter(page, { ...typed, secretAccessKey: 'A'.repeat(40) });
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(
    describeError({ code: 'own-secret-wrong', message: '', details: {} }).title,
  );
  await examine(page, 'own-credentials-refused', 1000);
  const secret = page.getByLabel(ownText.fields.secretAccessKey.label);
  await expect(secret).toHaveValue('');
  await expect(secret).toBeFocused();
  await expect(page.getByLabel(ownText.fields.sessionToken.label)).toHaveValue('');
  await enter(page, { ...typed, owner: 'somebody-else' });
  await expect(alert).toContainText(describeError({ code: 'store-denied', message: '', details: {} }).title);
  await enter(page, typed);
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('a session token that expires in mid-upload: the transfer goes on with another', async ({
  page,
  stack,
  person,
}, info) => {
  await comeIn(page, stack, await credentialsOf(stack, person));
  const path = info.outputPath('held.bin');
  await writeLargeFile(path);
  await uploadUntilHeld(page, stack, path);
  await stack.control('POST', 'expire-sessions');
  // The part that is held is cut off with the fault; asked for again, it meets the expired token.
  await release(stack);
  await expect(page.getByRole('heading', { name: ownText.expiredTitle })).toBeVisible({ timeout: 60_000 });
  await stack.control('DELETE', 'requests');
  await page.getByRole('button', { name: ownText.enterAgain }).click();
  const { owner: _owner, ...others } = await credentialsOf(stack, person);
  await expect(page.getByLabel(ownText.fields.owner.label, { exact: true })).toHaveAttribute('readonly');
  await enter(page, others);
  await expectOnlyMissingPartSent(page, stack, path);
});

test('a vault that dies takes the credentials with it: the page says so, and goes on when they are entered again', async ({
  page,
  stack,
  person,
}) => {
  const typed = await credentialsOf(stack, person);
  // The vault dies over the first list, after the one that tries the credentials: it has to come by itself from the vault that follows.
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'ListObjectsV2', after: 1, action: { kind: 'stall', ms: 600_000 } },
  ]);
  await comeIn(page, stack, typed);
  await page
    .workers()
    .find((worker) => worker.url().includes('vault.worker'))
    ?.evaluate(() => {
      setTimeout(() => {
        throw new Error('crashed on purpose');
      });
    });
  await expect(page.getByRole('heading', { name: ownText.lostTitle })).toBeVisible();
  await stack.control('DELETE', 'faults');
  await page.getByRole('button', { name: ownText.enterAgain }).click();
  const { owner: _owner, ...again } = typed;
  await enter(page, again);
  await sealFiles(page, [{ ...note, name: 'after.txt' }], ['after.txt']);
});

test('a deployment for engineers alone has no other way in; one that does not let them in shows no form', async ({
  browser,
  person,
}, info) => {
  const engineers = await startStack(info.outputPath('engineers'), {
    config: ({ signIn: _signIn, identityPool: _pool, ...rest }) => rest,
  });
  const page = await (await browser.newContext()).newPage();
  await comeIn(page, engineers, await credentialsOf(engineers, person));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: ownText.use })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0);
  await engineers.close();
  const usual = await startStack(info.outputPath('usual'), {
    config: ({ ownCredentials: _own, ...rest }) => rest,
  });
  await page.goto(usual.origin);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByRole('button', { name: ownText.use })).toHaveCount(0);
  await page.context().close();
  await usual.close();
});
