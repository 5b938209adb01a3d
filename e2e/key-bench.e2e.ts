import { readFile } from 'node:fs/promises';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { DisableKeyCommand, EnableKeyCommand, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms';
import type { Locator, Page } from '@playwright/test';
import { encryptionSdkKms } from '../local/testing/encryption-sdk-kms.ts';
import { examine } from './examine.ts';
import { expect, overwrite, sealFiles, storedBytes, storedKeys, test } from './stack.ts';

const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

async function goToBench(app: Page, name?: string): Promise<void> {
  await app.getByRole('link', { name: 'Key bench' }).click();
  await expect(app.getByRole('heading', { name: 'Key bench' })).toBeVisible();
  await expect(app.getByRole('list', { name: 'KMS keys of this bench' })).toContainText('RSA_3072 · Enabled');
  if (name !== undefined) await tab(app, name).click();
}

const tab = (app: Page, name: string): Locator => app.getByRole('tab', { name });
const card = (app: Page, name: string): Locator => app.getByRole('region', { name, exact: true });
const button = (place: Locator | Page, name: string): Locator =>
  place.getByRole('button', { name, exact: true });

/** What a Save button hands to the browser. */
async function saved(app: Page, place: Locator, name: string): Promise<Buffer> {
  const download = app.waitForEvent('download');
  await button(place, name).click();
  return readFile(await (await download).path());
}

test('a small secret: sealed by KMS, kept, opened from the store and from its text, gone on leaving', async ({
  app,
  stack,
}) => {
  await goToBench(app);
  const seal = card(app, 'Seal');
  await seal.getByLabel('Secret').fill('4929 1234 5678 9012 ä');
  await expect(seal.getByRole('meter')).toContainText('22 of 4,096 bytes');
  await seal.getByLabel('Keep it in the store as').fill('Company card');
  await button(seal, 'Seal').click();
  await expect(seal.getByText('Sealed, and kept as “Company card”.')).toBeVisible();
  const document = (await saved(app, seal, 'Save Sealed secret')).toString();
  const [key = ''] = await storedKeys(stack);
  expect(key).toMatch(/^us-east-1:[0-9a-f-]{36}\/key-bench\/secrets\/Company card\.json$/u);
  expect((await storedBytes(stack, key)).toString()).toBe(document);

  await button(seal, 'Seal').click();
  await expect(seal.getByText('Something is kept under this name already.')).toBeVisible();

  const open = card(app, 'Open');
  await open.getByLabel('Kept in the store').selectOption('Company card');
  await button(open, 'Open').click();
  await expect(open.getByText('Hidden until you show it.')).toBeVisible();
  await expect(app.getByText('4929 1234 5678 9012 ä')).toHaveCount(1);
  await button(open, 'Show').click();
  await expect(open.getByRole('region', { name: 'Result' })).toHaveText('4929 1234 5678 9012 ä');
  await examine(app, 'bench-secret');

  // Leaving clears it: the typed one, and the opened one.
  await tab(app, 'Envelope').click();
  await tab(app, 'Small secret').click();
  await expect(app.getByText('4929 1234')).toHaveCount(0);
  await expect(card(app, 'Seal').getByLabel('Secret')).toHaveValue('');

  await card(app, 'Open').getByLabel('Sealed text').fill(document.replace('Company%20card', 'Other%20card'));
  await button(card(app, 'Open'), 'Open').click();
  await expect(app.getByText('KMS refused to open this.')).toBeVisible();
  await card(app, 'Open')
    .getByLabel('Sealed text')
    .fill(document.replace(/"us-east-1:[0-9a-f]/u, '"us-east-1:x'));
  await button(card(app, 'Open'), 'Open').click();
  await expect(app.getByText('You are not allowed to do this with the KMS key.')).toBeVisible();
  const { kmsKeyId, keyBench } = stack.aws.config;
  await card(app, 'Open').getByLabel('Sealed text').fill(document.replace(kmsKeyId, keyBench.secondKeyId));
  await button(card(app, 'Open'), 'Open').click();
  await expect(app.getByText('This was sealed under another KMS key than it names.')).toBeVisible();
  await card(app, 'Open').getByLabel('Sealed text').fill('rubbish, not sealed');
  await button(card(app, 'Open'), 'Open').click();
  await expect(app.getByText('This is not a sealed secret.')).toBeVisible();
  await examine(app, 'bench-secret-refused');
  await card(app, 'Open').getByLabel('Sealed text').fill(document);
  await button(card(app, 'Open'), 'Open').click();
  await button(card(app, 'Open'), 'Show').click();
  await expect(app.getByRole('region', { name: 'Result' })).toHaveText('4929 1234 5678 9012 ä');
  await button(card(app, 'Open'), 'Clear').click();
  await expect(app.getByText('4929 1234')).toHaveCount(0);

  await app.getByRole('link', { name: 'Files', exact: true }).click();
  await expect(app.getByText('Nothing stored yet')).toBeVisible();
});

test('over the limit: the app says why and takes the text over into an envelope, which opens with the official SDK', async ({
  app,
  stack,
}) => {
  await goToBench(app);
  const seal = card(app, 'Seal');
  const text = 'ä'.repeat(2048);
  await seal.getByLabel('Secret').fill(text);
  await expect(seal.getByRole('meter')).toContainText('4,096 of 4,096 bytes');
  await expect(button(seal, 'Seal')).toBeEnabled();
  await seal.getByLabel('Secret').fill(`${text}!`);
  await expect(seal.getByRole('meter')).toContainText('1 byte too long');
  await expect(button(seal, 'Seal')).toBeDisabled();
  await expect(seal.getByText('Too long for KMS itself')).toBeVisible();
  await examine(app, 'bench-over');
  await button(seal, 'Seal it in an envelope').click();

  await expect(tab(app, 'Envelope')).toHaveAttribute('aria-selected', 'true');
  const envelope = card(app, 'Seal');
  await expect(envelope.getByLabel('Content')).toHaveValue(`${text}!`);
  await button(envelope, 'Seal in an envelope').click();
  await expect(envelope.getByText('The life of the data key')).toBeVisible();
  await expect(envelope.getByRole('listitem')).toHaveText([
    /^Asked/u,
    /^Born/u,
    /^Imported/u,
    /^Overwritten/u,
    /^Derived/u,
    /^Committed/u,
    /^Used/u,
    /^Dropped/u,
  ]);
  const message = await saved(app, envelope, 'Save Message in base64');
  const keyring = new KmsKeyringNode({
    keyIds: [stack.aws.config.kmsKeyId],
    clientProvider: encryptionSdkKms(stack.aws),
  });
  expect((await decrypt(keyring, message)).plaintext.toString()).toBe(`${text}!`);

  const open = card(app, 'Open');
  await open.getByLabel('Message in base64').fill(message.toString('base64'));
  await button(open, 'Open the envelope').click();
  await expect(open.getByText('Opened, and verified to its last byte.')).toBeVisible();
  expect((await saved(app, open, 'Save Content')).toString()).toBe(`${text}!`);
  await examine(app, 'bench-envelope');
  const bent = Buffer.from(message);
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
  await open.getByLabel('Message in base64').fill(bent.toString('base64'));
  await button(open, 'Open the envelope').click();
  await expect(open.getByText('was changed after sealing')).toBeVisible();
});

test('an envelope of a file, and one that is too large', async ({ app }) => {
  await goToBench(app, 'Envelope');
  const seal = card(app, 'Seal');
  const choose = async (buffer: Buffer): Promise<void> => {
    const chooser = app.waitForEvent('filechooser');
    await button(seal, 'Choose a file').click();
    await (await chooser).setFiles([{ name: 'photo.raw', mimeType: 'application/octet-stream', buffer }]);
  };
  await choose(Buffer.alloc(1024 * 1024 + 1));
  await expect(seal.getByRole('meter')).toContainText('1 byte too long');
  await expect(button(seal, 'Seal in an envelope')).toBeDisabled();
  await button(seal, 'Use text instead').click();
  await choose(Buffer.alloc(600_000, 0xff));
  await button(seal, 'Seal in an envelope').click();
  const message = await saved(app, seal, 'Save Message in base64');
  const open = card(app, 'Open');
  const chooser = app.waitForEvent('filechooser');
  await button(open, 'Choose a file').click();
  await (await chooser).setFiles([{ name: 'm', mimeType: 'application/octet-stream', buffer: message }]);
  await button(open, 'Open the envelope').click();
  await expect(open.getByText('What was sealed is not text.')).toBeVisible();
  expect(await saved(app, open, 'Save Content')).toEqual(Buffer.alloc(600_000, 0xff));
});

test('a key pair: made, kept, used to seal offline, opened by KMS', async ({ app, context }) => {
  await goToBench(app, 'Key pair');
  const make = card(app, 'Make a key pair');
  await make.getByText('RSA 2048').click();
  await make.getByLabel('Keep it in the store as').fill('Letter box');
  await button(make, 'Make a key pair').click();
  await expect(make.getByText('Made, and kept as “Letter box”.')).toBeVisible();
  const pem = (await saved(app, make, 'Save Public key (PEM)')).toString();
  const pair = (await saved(app, make, 'Save Key pair, private half wrapped')).toString();
  expect(pem).toMatch(/^-----BEGIN PUBLIC KEY-----/u);
  expect(pair).not.toContain('PRIVATE');

  await context.setOffline(true);
  const seal = card(app, 'Seal without AWS');
  await seal.getByLabel('Public key (PEM) or key pair').fill(pem);
  await seal.getByLabel('Content').fill('Dear reader,');
  await button(seal, 'Seal for this key').click();
  const message = (await saved(app, seal, 'Save Message in base64')).toString('base64');
  const open = card(app, 'Open with the key pair');
  await open.getByLabel('Kept in the store').selectOption('Letter box');
  await open.getByLabel('Message in base64').fill(message);
  await button(open, 'Open with the key pair').click();
  await expect(open.getByText('This device is offline.')).toBeVisible();
  await context.setOffline(false);
  await button(open, 'Open with the key pair').click();
  await button(open, 'Show').click();
  await expect(open.getByRole('region', { name: 'Result' })).toHaveText('Dear reader,');
  await examine(app, 'bench-pair');

  await button(make, 'Make a key pair').click();
  await expect(make.getByText('Something is kept under this name already.')).toBeVisible();
  await seal.getByLabel('Public key (PEM) or key pair').fill('ssh-rsa AAAA');
  await button(seal, 'Seal for this key').click();
  await expect(seal.getByText('This is not an RSA public key')).toBeVisible();
});

test('the RSA key: sealed here with the public half, opened only in KMS', async ({ app }) => {
  await goToBench(app, 'Public key');
  const table = app.getByRole('table', { name: 'Bytes that RSA-OAEP takes at most' });
  await expect(table.getByRole('row')).toHaveText([
    'Key specSHA-256SHA-1',
    'RSA 2048190214',
    'RSA 3072your key318342',
    'RSA 4096446470',
  ]);
  const seal = card(app, 'Seal on this device');
  await seal.getByLabel('Text').fill('a'.repeat(319));
  await expect(seal.getByRole('meter')).toContainText('1 byte too long');
  await expect(button(seal, 'Seal with the public key')).toBeDisabled();
  await seal.getByText('SHA-1', { exact: true }).click();
  await expect(seal.getByRole('meter')).toContainText('319 of 342 bytes');
  await button(seal, 'Seal with the public key').click();
  const document = (await saved(app, seal, 'Save Sealed text')).toString();
  const open = card(app, 'Open in KMS');
  await open.getByLabel('Sealed text').fill(document);
  await button(open, 'Open in KMS').click();
  await button(open, 'Show').click();
  await expect(open.getByRole('region', { name: 'Result' })).toHaveText('a'.repeat(319));
  await examine(app, 'bench-rsa');
  await open.getByLabel('Sealed text').fill(document.replace('SHA-1', 'SHA-256'));
  await button(open, 'Open in KMS').click();
  await expect(open.getByText('KMS refused to open this.')).toBeVisible();
});

test('a stored file’s key moves under another key, and the old one still opens after rotation', async ({
  app,
  stack,
}) => {
  const buffer = Buffer.alloc(5_000, 'deed');
  await sealFiles(app, [{ name: 'deed.pdf', mimeType: 'application/pdf', buffer }], ['deed.pdf']);
  const [key = ''] = await storedKeys(stack);
  const before = await storedBytes(stack, key);
  await goToBench(app, 'Move and rotate');
  const work = card(app, 'A wrapped key');
  await work.getByLabel('Stored file').selectOption('deed.pdf');
  await button(work, 'Move it').click();
  await expect(work.getByText('Moved within KMS. The old one still opens too.')).toBeVisible();
  const { kmsKeyId, keyBench } = stack.aws.config;
  await expect(work.getByText(kmsKeyId)).toHaveCount(1);
  await expect(work.getByText('(the current one)')).toHaveCount(2);
  await expect(work.getByText('fits the message’s commitment and header tag')).toHaveCount(2);
  const moved = (await saved(app, work, 'Save Moved key')).toString();
  expect(moved).toContain(keyBench.secondKeyId);
  expect(await storedBytes(stack, key)).toEqual(before);
  await examine(app, 'bench-move');

  await stack.kms.send(new RotateKeyOnDemandCommand({ KeyId: kmsKeyId }));
  await button(app, 'Look again').click();
  await expect(card(app, 'Rotation').getByText(/^1, last on /u)).toBeVisible();
  await button(work, 'Unwrap it to see').click();
  await expect(work.getByText('(an older one, and it still opens)')).toBeVisible();
  await examine(app, 'bench-rotated');
  await work.getByLabel('Stored file').selectOption('');
  await work.getByLabel('Message in base64, or wrapped key').fill(moved);
  await work.getByText('Key of your files').click();
  await button(work, 'Move it').click();
  await expect(work.getByText('(the current one)')).toHaveCount(2);

  await app.getByRole('link', { name: 'Files', exact: true }).click();
  await overwrite(stack, key, before.subarray(0, 100));
  await goToBench(app, 'Move and rotate');
  await work.getByLabel('Stored file').selectOption('deed.pdf');
  await button(work, 'Unwrap it to see').click();
  await expect(work.getByText('The message ends too early.')).toBeVisible();
});

test('a disabled key says so, at each bench that needs it', async ({ app, stack }) => {
  const KeyId = stack.aws.config.kmsKeyId;
  await stack.kms.send(new DisableKeyCommand({ KeyId }));
  try {
    await goToBench(app);
    await expect(app.getByText('SYMMETRIC_DEFAULT · Disabled')).toBeVisible();
    await card(app, 'Seal').getByLabel('Secret').fill('a');
    await button(card(app, 'Seal'), 'Seal').click();
    await expect(app.getByText('The KMS key is switched off.')).toBeVisible();
    await tab(app, 'Key pair').click();
    await button(card(app, 'Make a key pair'), 'Make a key pair').click();
    await expect(app.getByText('The KMS key is switched off.')).toBeVisible();
  } finally {
    await stack.kms.send(new EnableKeyCommand({ KeyId }));
  }
});

test.describe('a site without the keys', () => {
  // The worker that keeps the app asks for config.json itself, where no route of the test is.
  test.use({ serviceWorkers: 'block' });

  test('without the keys, the benches say what to configure', async ({ page, stack, person }) => {
    const { keyBench: _, ...config } = stack.aws.config;
    await page.route('**/config.json', (route) => route.fulfill({ json: config }));
    await page.goto(`${stack.origin}/#/keys`);
    await button(page, 'Sign in').click();
    await page.getByLabel('Username').fill(person.username);
    await page.getByLabel('Password').fill(person.password);
    await button(page, 'Sign in').click();
    await page.getByRole('link', { name: 'Key bench' }).click();
    await tab(page, 'Public key').click();
    await expect(page.getByText('keyBench.rsaKeyId')).toBeVisible();
    await examine(page, 'bench-unconfigured');
    await tab(page, 'Move and rotate').click();
    await expect(page.getByText('keyBench.secondKeyId')).toBeVisible();
  });
});

test('everything by keyboard: from bench to bench, seal and open a secret', async ({ app }) => {
  await goToBench(app);
  await tab(app, 'Small secret').focus();
  await app.keyboard.press('ArrowRight');
  await expect(tab(app, 'Envelope')).toBeFocused();
  await expect(tab(app, 'Envelope')).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('Home');
  await expect(tab(app, 'Small secret')).toHaveAttribute('aria-selected', 'true');
  const seal = card(app, 'Seal');
  await seal.getByLabel('Secret').focus();
  await app.keyboard.type('by keys');
  await app.keyboard.press('Tab');
  await expect(seal.getByLabel('Keep it in the store as')).toBeFocused();
  await app.keyboard.press('Tab');
  await app.keyboard.press('Enter');
  await expect(seal.getByText('Sealed. Nothing was stored.')).toBeVisible();
  const document = await seal.getByRole('region', { name: 'Sealed secret' }).textContent();
  const open = card(app, 'Open');
  await open.getByLabel('Sealed text').fill(document ?? '');
  await app.keyboard.press('Tab');
  await app.keyboard.press('Enter');
  await button(open, 'Show').focus();
  await app.keyboard.press('Enter');
  await expect(open.getByRole('region', { name: 'Result' })).toHaveText('by keys');
});
