import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { Page } from '@playwright/test';
import { examine } from './examine.ts';
import { chooseFiles, expect, openFile, sealFiles, storedKeys, test, type Stack } from './stack.ts';

const label = 'Storage encryption';
const small = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`of ${name}`) });
/** more than one part */
const large = (name: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(9 * 2 ** 20, name),
});

async function appliedTo(stack: Stack, name: string) {
  const Key = (await storedKeys(stack)).find((key) => key.endsWith(`/${name}`));
  const head = await stack.s3.send(new HeadObjectCommand({ Bucket: stack.bucket, Key }));
  return { sse: head.ServerSideEncryption, key: head.SSEKMSKeyId, bucketKey: head.BucketKeyEnabled };
}

async function inspected(app: Page, name: string): Promise<string> {
  await app.getByRole('button', { name: `Inspect ${name}`, exact: true }).click();
  const section = app.getByRole('dialog').getByRole('region', { name: 'Storage', exact: true });
  const text = await section.innerText();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('dialog')).toBeHidden();
  return text;
}

for (const { option, sse, isOwnKey } of [
  { option: 'bucket-default', sse: 'AES256', isOwnKey: false },
  { option: 'sse-s3', sse: 'AES256', isOwnKey: false },
  { option: 'sse-kms', sse: 'aws:kms', isOwnKey: true },
]) {
  test(`${option} is what the store applies, whole and in parts, and the panel tells`, async ({
    app,
    stack,
  }) => {
    const key = isOwnKey ? stack.aws.config.storageEncryption.kmsKeyId : undefined;
    await expect(app.getByLabel(label)).toHaveValue('bucket-default');
    await app.getByLabel(label).selectOption(option);
    await sealFiles(app, [small('whole.txt'), large('parts.bin')], ['whole.txt', 'parts.bin']);
    for (const name of ['whole.txt', 'parts.bin']) {
      const bucketKey = isOwnKey ? true : undefined;
      expect(await appliedTo(stack, name), name).toEqual({ sse, key, bucketKey });
      const told = await inspected(app, name);
      expect(told, name).toContain(sse);
      if (key !== undefined) expect(told, name).toContain(key);
    }
    await openFile(app, 'whole.txt');
  });
}

test('a file is asked to be stored with the headers of its choice, and without any by default', async ({
  app,
}) => {
  const sent = new Map<string, Record<string, string>>();
  app.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const asked = Object.entries(request.headers()).filter(([name]) =>
      name.startsWith('x-amz-server-side-encryption'),
    );
    if (request.method() === 'PUT') sent.set(pathname.split('/').at(-1) ?? '', Object.fromEntries(asked));
  });
  await sealFiles(app, [small('default.txt')], ['default.txt']);
  await app.getByLabel(label).selectOption('sse-s3');
  await sealFiles(app, [small('chosen.txt')], ['chosen.txt']);
  expect(sent.get('default.txt')).toEqual({});
  expect(sent.get('chosen.txt')).toEqual({ 'x-amz-server-side-encryption': 'AES256' });
});

test('the choice is remembered by this browser', async ({ app }) => {
  await app.getByLabel(label).selectOption('sse-kms');
  await app.reload();
  await expect(app.getByLabel(label)).toHaveValue('sse-kms');
});

test('a storage key that is switched off is told apart from the key that seals, on storing and on reading', async ({
  app,
  stack,
}) => {
  const KeyId = stack.aws.config.storageEncryption.kmsKeyId;
  const told = 'The store may not use the KMS key that its own encryption asks for.';
  await app.getByLabel(label).selectOption('sse-kms');
  await sealFiles(app, [small('kept.txt')], ['kept.txt']);
  await stack.kms.send(new DisableKeyCommand({ KeyId }));
  await chooseFiles(app, [small('refused.txt')]);
  await expect(app.getByText(told)).toHaveCount(1);
  await app.getByRole('button', { name: 'Inspect kept.txt', exact: true }).click();
  await expect(app.getByRole('dialog').getByText(told)).toBeVisible();
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Open kept.txt', exact: true }).click();
  await expect(app.getByText(told)).toHaveCount(2);
  await examine(app, 'storage-key-refused');
  await stack.kms.send(new EnableKeyCommand({ KeyId }));
  await app.getByRole('button', { name: 'Resume refused.txt' }).click();
  await expect(app.getByRole('button', { name: 'Open refused.txt', exact: true })).toBeVisible();
  expect(await appliedTo(stack, 'refused.txt')).toMatchObject({ sse: 'aws:kms', key: KeyId });
});
