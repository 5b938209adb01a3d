import { readFile } from 'node:fs/promises';
import { CopyObjectCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import type { Page } from '@playwright/test';
import { describeError } from '../src/ui/messages/en/errors.ts';
import type { ErrorCode } from '../src/errors.ts';
import {
  chooseFiles,
  expect,
  openFile,
  overwrite,
  sealFiles,
  storedBytes,
  storedKeys,
  test,
  type Stack,
} from './stack.ts';

test.use({ keepsApp: true });

const frame = 256 * 1024;
const name = 'ledger.bin';
const content = Buffer.alloc(3.5 * frame, 'ledger');
const file = { name, mimeType: 'application/octet-stream', buffer: content };

test.beforeEach(async ({ app }) => {
  await sealFiles(app, [file], [name]);
});

test.afterEach(async ({ stack }) => {
  await stack.control('DELETE', 'faults');
});

/** Clicks Open and expects that error's sentence, that nothing was saved, and that the file can be tried again. */
async function expectRefusal(app: Page, code: ErrorCode): Promise<void> {
  let saved = false;
  app.on('download', () => {
    saved = true;
  });
  await app.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  const { title } = describeError({ code, message: '', details: {} });
  await expect(app.getByRole('alert').filter({ hasText: title.replace(/\.$/u, '') })).toBeVisible();
  await expect(app.getByRole('progressbar')).toHaveCount(0);
  expect(saved).toBe(false);
}

async function onlyKey(stack: Stack): Promise<string> {
  const [key] = await storedKeys(stack);
  if (key === undefined) throw new Error('nothing stored');
  return key;
}

async function alterStored(stack: Stack, alter: (message: Buffer) => Buffer): Promise<void> {
  const key = await onlyKey(stack);
  await overwrite(stack, key, alter(Buffer.from(await storedBytes(stack, key))));
}

const flip = (offsetFromEnd: number) => (message: Buffer) => {
  const at = message.length - offsetFromEnd;
  message[at] = (message[at] ?? 0) ^ 1;
  return message;
};

test('a byte changed in the last frame: frame-tampered, and nothing is saved', async ({ app, stack }) => {
  await alterStored(stack, flip(100));
  await expectRefusal(app, 'frame-tampered');
});

test('a byte changed in the header tag: header-tampered', async ({ app, stack }) => {
  await alterStored(stack, (message) => flip(message.length - headerLengthOf(message) + 1)(message));
  await expectRefusal(app, 'header-tampered');
});

test('a byte changed in the commitment: commitment-mismatch', async ({ app, stack }) => {
  await alterStored(stack, (message) => flip(message.length - headerLengthOf(message) + 20)(message));
  await expectRefusal(app, 'commitment-mismatch');
});

test('a byte changed in the wrapped key: kms-wrapped-key-refused', async ({ app, stack }) => {
  await alterStored(stack, (message) =>
    flip(message.length - headerLengthOf(message) + 16 + 32 + 5 + 20)(message),
  );
  await expectRefusal(app, 'kms-wrapped-key-refused');
});

test('the end cut off: message-truncated', async ({ app, stack }) => {
  await alterStored(stack, (message) => message.subarray(0, message.length - 1_000));
  await expectRefusal(app, 'message-truncated');
});

test('the last frame dropped whole: message-truncated', async ({ app, stack }) => {
  await alterStored(stack, (message) => message.subarray(0, headerLengthOf(message) + 3 * (frame + 32)));
  await expectRefusal(app, 'message-truncated');
});

test('two frames swapped: message-out-of-order', async ({ app, stack }) => {
  await alterStored(stack, (message) => {
    const start = headerLengthOf(message);
    const size = frame + 32;
    const at = (index: number) => message.subarray(start + index * size, start + (index + 1) * size);
    return Buffer.concat([message.subarray(0, start), at(1), at(0), message.subarray(start + 2 * size)]);
  });
  await expectRefusal(app, 'message-out-of-order');
});

test('not a message at all: message-not-ours', async ({ app, stack }) => {
  await alterStored(stack, () => Buffer.from('<html>hello</html>'));
  await expectRefusal(app, 'message-not-ours');
});

test('a moved object is named as moved, and opens when the person insists', async ({ app, stack }) => {
  const key = await onlyKey(stack);
  const moved = key.replace(name, 'moved.bin');
  await stack.s3.send(
    new CopyObjectCommand({
      Bucket: stack.bucket,
      Key: moved,
      CopySource: `${stack.bucket}/${encodeURI(key)}`,
    }),
  );
  await app.reload();
  await app.getByRole('button', { name: 'Open moved.bin', exact: true }).click();
  await expect(app.getByText(describeError({ code: 'moved', message: '', details: {} }).title)).toBeVisible();
  const download = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Open anyway: moved.bin' }).click();
  expect((await readFile(await (await download).path())).equals(content)).toBe(true);
});

test('a disabled KMS key is named, and the file opens once it is enabled', async ({ app, stack }) => {
  const KeyId = stack.aws.config.kmsKeyId;
  await stack.kms.send(new DisableKeyCommand({ KeyId }));
  try {
    await expectRefusal(app, 'kms-key-disabled');
  } finally {
    await stack.kms.send(new EnableKeyCommand({ KeyId }));
  }
  expect((await readFile(await openFile(app, name))).equals(content)).toBe(true);
});

test('a KMS that denies is named: kms-denied', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [
    {
      service: 'kms',
      operation: 'Decrypt',
      action: { kind: 'status', status: 400, code: 'AccessDeniedException' },
    },
  ]);
  await expectRefusal(app, 'kms-denied');
});

test('an object deleted meanwhile: store-not-found', async ({ app, stack }) => {
  const { DeleteObjectCommand } = await import('@aws-sdk/client-s3');
  await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key: await onlyKey(stack) }));
  await app.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  // S3 answers 403 for a missing key to a caller whose ListBucket is bound to a prefix, so either is the truth.
  await expect(app.getByRole('alert')).toContainText(/no longer stored|not allowed to do this in the store/u);
});

test('a lost connection is named, and the opening goes on when it is back', async ({ app }) => {
  await app.context().setOffline(true);
  await app.getByRole('button', { name: `Open ${name}`, exact: true }).click();
  await expect(app.getByText('No network', { exact: false }).first()).toBeVisible();
  const download = app.waitForEvent('download');
  await app.context().setOffline(false);
  expect((await readFile(await (await download).path())).equals(content)).toBe(true);
});

test('cancel ends an upload and leaves no multipart upload behind', async ({ app, stack }, info) => {
  const { writeFile } = await import('node:fs/promises');
  const path = info.outputPath('large.bin');
  await writeFile(path, Buffer.alloc(60_000_000, 1));
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'UploadPart', partNumber: 3, action: { kind: 'stall', ms: 60_000 } },
  ]);
  await chooseFiles(app, path);
  await expect(app.getByRole('progressbar')).toBeVisible();
  await expect
    .poll(async () => (await uploadsOf(stack)).length, { message: 'the multipart upload was started' })
    .toBe(1);
  await app.getByRole('button', { name: 'Cancel large.bin' }).click();
  await expect(app.getByText('Cancelled. Nothing was kept.')).toBeVisible();
  await expect.poll(async () => (await uploadsOf(stack)).length).toBe(0);
  expect(await storedKeys(stack)).toHaveLength(1);
});

test('a store that refuses a part fails by name and leaves nothing half stored', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'PutObject', action: { kind: 'status', status: 403, code: 'AccessDenied' } },
  ]);
  await chooseFiles(app, [{ ...file, name: 'refused.bin' }]);
  await expect(app.getByRole('alert')).toContainText(
    describeError({ code: 'store-denied', message: '', details: {} }).title,
  );
  expect(await storedKeys(stack)).toHaveLength(1);
});

test('inspecting something that is not a message says so', async ({ app, stack }) => {
  await alterStored(stack, () => Buffer.from('plain text'));
  await app.getByRole('button', { name: `Inspect ${name}`, exact: true }).click();
  await expect(app.getByRole('dialog')).toContainText(
    describeError({ code: 'message-not-ours', message: '', details: {} }).title,
  );
});

async function uploadsOf(stack: Stack): Promise<readonly unknown[]> {
  const { Uploads = [] } = await stack.s3.send(new ListMultipartUploadsCommand({ Bucket: stack.bucket }));
  return Uploads;
}

/** FORMAT 2 header: 3 + 32, context, keys, content type, frame length, commitment, tag. */
function headerLengthOf(message: Buffer): number {
  let at = 35;
  at += 2 + message.readUInt16BE(at);
  const keys = message.readUInt16BE(at);
  at += 2;
  for (let field = 0; field < keys * 3; field++) at += 2 + message.readUInt16BE(at);
  return at + 1 + 4 + 32 + 16;
}
