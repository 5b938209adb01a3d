import { readFile } from 'node:fs/promises';
import { meetEndedSession } from './ended-session.ts';
import { expect, openFile, sealFiles, signIn, startStack, storedKeys, test } from './stack.ts';

const note = { name: 'private.txt', mimeType: 'text/plain', buffer: Buffer.from('for my eyes only') };

test('a provider that gives little: a subject without a name, no refresh token, no sign-out', async ({
  person,
  browser,
}, info) => {
  const stack = await startStack(info.outputPath('aws'), {
    provider: { path: '/realms/people', anonymous: true, refreshTokens: false, signOut: false },
    config: (usual) => ({ ...usual, signIn: { ...usual.signIn, scope: 'openid' } }),
  });
  expect(stack.aws.issuer).toMatch(/\/realms\/people$/u);
  const page = await (await browser.newContext()).newPage();
  await signIn(page, stack, person);
  await expect(page.getByRole('banner').getByText(person.username, { exact: true })).toBeVisible();
  await sealFiles(page, [note], ['private.txt']);
  const [key = ''] = await storedKeys(stack);
  await page.reload();
  expect(await readFile(await openFile(page, note.name), 'utf8')).toBe('for my eyes only');

  // Two hours later by every clock of AWS: nothing is left to renew with.
  await stack.control('POST', 'clock', { offsetSeconds: 7200 });
  const again = await meetEndedSession(page, note.name);
  await stack.control('POST', 'clock', { offsetSeconds: 0 });
  await again.click();
  // The provider still knows the person.
  expect(await readFile(await openFile(page, note.name), 'utf8')).toBe('for my eyes only');
  expect(await storedKeys(stack)).toEqual([key]);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(new URL(page.url()).origin).toBe(stack.origin);
  // The page may still be on its way.
  await expect(async () => {
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  }).toPass();
  await page.context().close();
  await stack.close();
});
