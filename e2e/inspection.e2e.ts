import { readFile } from 'node:fs/promises';
import { DeleteObjectCommand, HeadObjectCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import type { Locator, Page } from '@playwright/test';
import { expect, sealFiles, type Stack, storedBytes, storedKeys, test } from './stack.ts';

const name = 'deed.bin';
const frameLength = 256 * 1024;
/** Two regular frames and a final one. */
const content = Buffer.alloc(2 * frameLength + 100_000, 'deed');

/** Seals the file, opens its panel, and gives the stored message. */
async function inspectSealed(
  app: Page,
  stack: Stack,
): Promise<{ panel: Locator; message: Buffer; key: string }> {
  await sealFiles(app, [{ name, mimeType: 'application/octet-stream', buffer: content }], [name]);
  await app.getByRole('button', { name: `Inspect ${name}`, exact: true }).click();
  const panel = app.getByRole('dialog');
  await expect(panel.getByText('The header is genuine and you hold the key.')).toBeVisible();
  const [key = ''] = await storedKeys(stack);
  return { panel, message: await storedBytes(stack, key), key };
}

const section = (panel: Locator, title: string) => panel.getByRole('region', { name: title, exact: true });

async function etagOf(stack: Stack, key: string): Promise<string | undefined> {
  const { ETag } = await stack.s3.send(new HeadObjectCommand({ Bucket: stack.bucket, Key: key }));
  return ETag;
}

test('fields, bytes and meaning of the header are tied, by keyboard and by pointer', async ({
  app,
  stack,
}) => {
  const { panel, message } = await inspectSealed(app, stack);
  const fields = panel.getByRole('listbox', { name: 'Fields of the header' });
  const grid = panel.getByRole('grid', { name: 'Bytes of the header' });
  const selected = fields.getByRole('option', { selected: true });
  const litHex = async () => (await grid.locator('.byte[data-lit="true"]').allTextContents()).join('');

  await fields.focus();
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('ArrowDown');
  await expect(selected).toContainText('Message ID');
  expect(await litHex()).toBe(message.subarray(3, 35).toString('hex'));
  await expect(panel.getByText('Random, and the salt of the key derivation')).toBeVisible();

  await app.keyboard.press('End');
  await expect(selected).toContainText('Header tag');
  const headerTag = await litHex();
  expect(message.includes(Buffer.from(headerTag, 'hex'))).toBe(true);

  await grid.focus();
  await app.keyboard.press('ArrowRight');
  await expect(panel.getByText(/^Byte .*decimal/u)).toContainText(headerTag.slice(2, 4));
  for (let row = 0; row < 60; row++) await app.keyboard.press('ArrowUp');
  await app.keyboard.press('Home');
  await expect(selected).toContainText('Version');
  await app.keyboard.press('ArrowRight');
  await expect(selected).toContainText('Algorithm suite');
  await expect(selected).toContainText('0x0478');

  await grid.locator('.byte[data-offset="36"]').click();
  await expect(selected).toContainText('Context length');
  await grid.locator('.byte[data-offset="20"]').hover();
  expect(await litHex()).toBe(message.subarray(3, 35).toString('hex'));
  await expect(selected).toContainText('Context length');
});

test('what KMS and S3 say beside it is shown, and what is refused is called harmless', async ({
  app,
  stack,
}) => {
  const { panel, key } = await inspectSealed(app, stack);
  const kmsKey = section(panel, 'KMS key');
  await expect(kmsKey).toContainText('SYMMETRIC_DEFAULT');
  await expect(kmsKey).toContainText(/Rotation\s*(?:on|off)/u);
  // The role may not list the aliases of the whole account.
  await expect(kmsKey).toContainText(/Aliases\s*not shown/u);
  await expect(kmsKey).toContainText('That is fine: reading still works');
  const storage = section(panel, 'Storage');
  await expect(storage).toContainText('SSE-S3 (AES256)');
  await stack.s3.send(
    new PutObjectTaggingCommand({
      Bucket: stack.bucket,
      Key: key,
      Tagging: { TagSet: [{ Key: 'class', Value: 'record' }] },
    }),
  );
  await panel.getByRole('button', { name: 'Inspect again' }).click();
  await expect(storage).toContainText(/class\s*=?\s*record/u);
});

test('any frame shows its IV and tag, and can be verified alone', async ({ app, stack }) => {
  const { panel, message } = await inspectSealed(app, stack);
  const frames = section(panel, 'Frames');
  const frame = frames.getByRole('region', { name: 'Frame 2' });
  await frames.getByLabel('Frame', { exact: true }).fill('2');
  await frames.getByRole('button', { name: 'Go' }).click();
  await expect(frame.getByText('0'.repeat(23) + '2')).toBeVisible();
  const headerLength = message.length - content.length - 2 * 32 - 40;
  const end = headerLength + 2 * (frameLength + 32);
  await expect(frame.getByText(message.subarray(end - 16, end).toString('hex'))).toBeVisible();
  await frame.getByRole('button', { name: 'Verify this frame' }).click();
  await expect(frame.getByText('1 frame verified, none failed.')).toBeVisible();

  await frames.getByRole('listbox').focus();
  await app.keyboard.press('End');
  const last = frames.getByRole('region', { name: 'Frame 3' });
  await expect(last.getByText('0'.repeat(23) + '3')).toBeVisible();
  await expect(last.getByText(message.subarray(-16).toString('hex'))).toBeVisible();
});

test('all of it is verified, and the report is a file that says so', async ({ app, stack }) => {
  const { panel, message, key } = await inspectSealed(app, stack);
  const etag = await etagOf(stack, key);
  const verify = section(panel, 'Verify the content');
  await verify.getByRole('button', { name: 'Verify a sample' }).click();
  await expect(verify.getByText('a sample', { exact: true })).toBeVisible();
  await expect(verify.getByText('3 frames verified, none failed.')).toBeVisible();
  await verify.getByRole('button', { name: 'Verify all' }).click();
  await expect(verify.getByText('Every frame verified, to the end of the message.')).toBeVisible();
  await expect(panel.getByText('Every byte is genuine and you hold the key.')).toBeVisible();

  const download = app.waitForEvent('download');
  await verify.getByRole('button', { name: 'Save report' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(`${name}.verification.json`);
  const report: unknown = JSON.parse(await readFile(await saved.path(), 'utf8'));
  expect(report).toMatchObject({
    kind: 'sealdrop verification report',
    message: {
      name,
      size: message.length,
      etag,
      suite: '0478',
      messageId: message.subarray(3, 35).toString('hex'),
    },
    report: {
      what: { kind: 'all' },
      complete: true,
      framesVerified: 3,
      framesChosen: 3,
      bytesVerified: content.length,
      failureCount: 0,
      chain: { steps: { unwrap: { outcome: 'passed' }, frames: { outcome: 'passed' } } },
    },
  });
  expect(await storedBytes(stack, key)).toEqual(message);
});

const hex = (byte: number) => byte.toString(16).padStart(2, '0');

const alterations = [
  {
    what: 'A byte of the header',
    numbers: { 'Byte offset': 0 },
    caught: 'Caught while the header was read.',
  },
  { what: 'A byte of the header', numbers: { 'Byte offset': 10 }, caught: 'Caught by the commitment.' },
  { what: 'The wrapped key', numbers: {}, caught: 'Caught by KMS: it did not unwrap the key.' },
  { what: 'The encryption context', numbers: {}, caught: 'Caught by KMS: it did not unwrap the key.' },
  { what: 'A frame’s ciphertext', numbers: { Frame: 2 }, caught: 'Caught by the frames’ checks.' },
  { what: 'A frame’s tag', numbers: { Frame: 3 }, caught: 'Caught by the frames’ checks.' },
  {
    what: 'The order of frames',
    numbers: { 'First frame': 2, 'Second frame': 1 },
    caught: 'Caught by the frames’ checks.',
  },
  { what: 'The end', numbers: { 'Bytes to cut off': 100_020 }, caught: 'Caught by the frames’ checks.' },
] as const;

test('each alteration of a copy is caught by its check, and what is stored stays as it was', async ({
  app,
  stack,
}) => {
  const { panel, message, key } = await inspectSealed(app, stack);
  const etag = await etagOf(stack, key);
  const flip = section(panel, 'Flip a bit');
  for (const { what, numbers, caught } of alterations) {
    await flip.getByText(what, { exact: true }).click();
    for (const [label, value] of Object.entries(numbers)) {
      await flip.getByLabel(label, { exact: true }).fill(String(value));
    }
    await flip.getByRole('button', { name: 'Alter the copy' }).click();
    await expect(flip.getByText(caught), what).toBeVisible();
    await expect(flip.getByText('What is stored is as it was.')).toBeVisible();
    await flip.getByRole('button', { name: 'Forget the copy' }).click();
    await expect(flip.getByText(caught)).toBeHidden();
  }
  expect(await etagOf(stack, key)).toBe(etag);
  expect(await storedBytes(stack, key)).toEqual(message);
  await expect(panel.getByText('The header is genuine and you hold the key.')).toBeVisible();
});

test('a byte chosen in the map is the one that is flipped', async ({ app, stack }) => {
  const { panel, message } = await inspectSealed(app, stack);
  const fields = panel.getByRole('listbox', { name: 'Fields of the header' });
  await fields.focus();
  await app.keyboard.press('End');
  const flip = section(panel, 'Flip a bit');
  await flip.getByRole('button', { name: 'Alter the copy' }).click();
  await expect(flip.getByText('Caught by the header’s tag.')).toBeVisible();
  const offset = message.length - content.length - 2 * 32 - 40 - 16;
  const before = message[offset] ?? 0;
  await expect(
    flip.getByText(`Byte ${offset} of the copy is ${hex(before ^ 1)} instead of ${hex(before)}.`),
  ).toBeVisible();
});

test('a file that is deleted while its panel is open says so, and so does one that is gone', async ({
  app,
  stack,
}) => {
  const { panel, key } = await inspectSealed(app, stack);
  await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key: key }));
  await section(panel, 'Verify the content').getByRole('button', { name: 'Verify all' }).click();
  await expect(panel.getByText('This file is no longer stored here.')).toBeVisible();
  await panel.getByRole('button', { name: 'Inspect again' }).click();
  await expect(panel.getByRole('alert')).toContainText('This file is no longer stored here.');
  await expect(panel.getByRole('button', { name: 'Try again' })).toBeVisible();
});
