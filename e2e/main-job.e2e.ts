import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { encryptionSdkKms } from '../local/testing/encryption-sdk-kms.ts';
import { examine } from './examine.ts';
import { chooseFiles, expect, openFile, sealFiles, storedBytes, storedKeys, test } from './stack.ts';
import { makePdf } from './pdf.ts';

test.use({ keepsApp: true });

const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('a 50 MB PDF is sealed, lies encrypted in the bucket, opens byte for byte, and opens with the official SDK', async ({
  app,
  stack,
}, info) => {
  const pdf = makePdf(50);
  const path = info.outputPath('Contract 2026.pdf');
  await writeFile(path, pdf);

  await sealFiles(app, [path], ['Contract 2026.pdf']);

  const [key] = await storedKeys(stack);
  expect(key).toMatch(/^us-east-1:[0-9a-f-]{36}\/Contract 2026\.pdf$/u);
  const message = await storedBytes(stack, key ?? '');
  expect(message.subarray(0, 3)).toEqual(Buffer.from([0x02, 0x04, 0x78]));
  expect(message.includes(pdf.subarray(0, 16))).toBe(false);
  expect(message.includes(pdf.subarray(25_000_000, 25_000_064))).toBe(false);

  const opened = await readFile(await openFile(app, 'Contract 2026.pdf'));
  expect(sha256(opened)).toBe(sha256(pdf));

  const keyring = new KmsKeyringNode({
    keyIds: [stack.aws.config.kmsKeyId],
    clientProvider: encryptionSdkKms(stack.aws),
  });
  const official = await decrypt(keyring, message);
  expect(sha256(official.plaintext)).toBe(sha256(pdf));
  expect(official.messageHeader.encryptionContext).toMatchObject({
    owner: key?.split('/')[0],
    location: `s3://${stack.bucket}/${key?.split('/').map(encodeURIComponent).join('/')}`,
  });
});

test('the script of the README opens a sealed file with nothing of ours', async ({ app, stack }, info) => {
  const content = Buffer.alloc(900_000, 'open without us');
  await sealFiles(
    app,
    [{ name: 'own.bin', mimeType: 'application/octet-stream', buffer: content }],
    ['own.bin'],
  );
  const [key = ''] = await storedKeys(stack);
  const [sealed, opened] = [info.outputPath('own.sealed'), info.outputPath('own.bin')];
  await writeFile(sealed, await storedBytes(stack, key));
  await promisify(execFile)(process.execPath, ['docs/open-without-us.mjs', sealed, opened], {
    env: {
      PATH: process.env['PATH'],
      AWS_SHARED_CREDENTIALS_FILE: stack.aws.adminCredentialsFile,
      AWS_PROFILE: 'sealdrop-admin',
      AWS_REGION: stack.aws.config.region,
      AWS_ENDPOINT_URL: stack.aws.url,
    },
  });
  expect((await readFile(opened)).equals(content)).toBe(true);
});

test('a dropped file is sealed', async ({ app, stack }) => {
  const transfer = await app.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }));
    return data;
  });
  const target = app.getByRole('button', { name: 'Choose files' }).first();
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await target.dispatchEvent(type, { dataTransfer: transfer });
  }
  await expect(app.getByRole('button', { name: 'Open dropped.txt', exact: true })).toBeVisible();
  expect(await readFile(await openFile(app, 'dropped.txt'), 'utf8')).toBe('dropped');
  expect(await storedKeys(stack)).toHaveLength(1);
});

test('empty files, one byte, frame edges, many at once, and hostile names come back as they were', async ({
  app,
  stack,
}) => {
  const frame = 256 * 1024;
  const sizes = [0, 1, frame - 1, frame, frame + 1, 3.5 * frame];
  const files = sizes.map((size, index) => ({
    name: `edge ${size} – ${index} é 🗝.bin`,
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(size, index + 1),
  }));
  const names = files.map(({ name }) => name);
  await sealFiles(app, files, names);
  expect(await storedKeys(stack)).toHaveLength(files.length);
  for (const { name, buffer } of files) {
    const opened = await readFile(await openFile(app, name));
    expect(opened.equals(buffer), name).toBe(true);
  }
});

test('where a name is taken the person is asked: keep both, replace, skip, for all', async ({
  app,
  stack,
}) => {
  const contentOf = async (name: string): Promise<string> => readFile(await openFile(app, name), 'utf8');
  await sealFiles(app, [noteOf('first')], ['notes.txt']);
  await chooseFiles(app, [noteOf('second')]);
  await expect(app.getByRole('alert')).toContainText('A file with this name is already stored.');
  await examine(app, 'name-taken');
  await app.getByRole('button', { name: 'Keep both: notes.txt' }).click();
  await expect(app.getByRole('button', { name: 'Open notes (2).txt', exact: true })).toBeVisible();
  expect(await contentOf('notes.txt')).toBe('first');
  expect(await contentOf('notes (2).txt')).toBe('second');

  const more = ['notes.txt', 'notes (2).txt', 'new.txt'].map((name) => ({ ...noteOf('third'), name }));
  await sealFiles(app, more, ['new.txt']);
  await expect(app.getByText('The names of 2 files are taken there.')).toBeVisible();
  await examine(app, 'names-taken', 1200);
  await app.getByRole('button', { name: 'Replace all' }).click();
  await expect(app.getByText('The names of 2 files are taken there.')).toBeHidden();
  await expect.poll(() => contentOf('notes.txt')).toBe('third');
  await expect.poll(() => contentOf('notes (2).txt')).toBe('third');

  await chooseFiles(app, more.slice(0, 2));
  await app.getByRole('button', { name: 'Skip all' }).click();
  await expect(app.getByText('The names of 2 files are taken there.')).toBeHidden();
  expect(await storedKeys(stack)).toHaveLength(3);
});

test('the panel inspects a stored object from its header alone', async ({ app, stack }) => {
  await sealFiles(
    app,
    [{ name: 'deed.txt', mimeType: 'text/plain', buffer: Buffer.alloc(600_000, 7) }],
    ['deed.txt'],
  );
  await app.getByRole('button', { name: 'Inspect deed.txt', exact: true }).click();
  const panel = app.getByRole('dialog');
  await expect(panel.getByText('0478').first()).toBeVisible();
  await expect(panel.getByText(stack.aws.config.kmsKeyId).first()).toBeVisible();
  const [key = ''] = await storedKeys(stack);
  const message = await storedBytes(stack, key);
  await expect(panel.getByText(message.subarray(3, 35).toString('hex')).first()).toBeVisible();
  // Ceph encrypts nothing below the seal unless it is asked to.
  if (stack.store === 'local') await expect(panel.getByText('AES256').first()).toBeVisible();
  else await expect(panel.getByText('AES256')).toHaveCount(0);
  await app.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(app.getByRole('button', { name: 'Inspect deed.txt', exact: true })).toBeFocused();
});

function noteOf(content: string) {
  return { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from(content) };
}
