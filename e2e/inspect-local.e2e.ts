import { open as openPath, readFile, rm } from 'node:fs/promises';
import { CancelKeyDeletionCommand, EnableKeyCommand, ScheduleKeyDeletionCommand } from '@aws-sdk/client-kms';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import type { Locator, Page } from '@playwright/test';
import { examine } from './examine.ts';
import { formatOneMessage, kmsMessage, rawMessage } from './inspection-messages.ts';
import { chooseFiles, expect, sealFiles, type Stack, storedBytes, storedKeys, test } from './stack.ts';

type Given = string | { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const given = (name: string, buffer: Buffer): Given => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

/** Chooses a file of one's own on the inspection screen, and gives the panel. */
async function inspectLocal(app: Page, file: Given): Promise<Locator> {
  await app.getByRole('link', { name: 'Inspect' }).click();
  const other = app.getByRole('button', { name: 'Another message' });
  if (await other.isVisible()) await other.click();
  const chooser = app.waitForEvent('filechooser');
  await app.getByRole('button', { name: 'Choose a message' }).click();
  await (await chooser).setFiles(file);
  await expect(other).toBeVisible();
  const panel = app.locator('.panel');
  await expect(panel).toBeVisible();
  return panel;
}

const section = (panel: Locator, title: string) => panel.getByRole('region', { name: title, exact: true });

/** Whose name a message must carry for KMS to unwrap its key. */
async function ownerOf(app: Page, stack: Stack): Promise<string> {
  await sealFiles(app, [{ name: 'mine', mimeType: 'text/plain', buffer: Buffer.from('x') }], ['mine']);
  const [key = ''] = await storedKeys(stack);
  return key.split('/')[0] ?? '';
}

const content = Buffer.alloc(10_000, 'local');

test('a sealed file among those that are sealed is sealed again, and named', async ({ app, stack }) => {
  const message = await kmsMessage(stack, { content, context: { owner: 'somebody' } });
  await chooseFiles(app, [
    { name: 'deed.esdk', mimeType: '', buffer: message },
    { name: 'plain.txt', mimeType: '', buffer: Buffer.from('plain') },
  ]);
  const notice = app.getByText('One file was sealed already, and was sealed again as it is: deed.esdk.');
  await expect(notice).toBeVisible();
  await expect(app.getByRole('button', { name: 'Open deed.esdk', exact: true })).toBeVisible();
  await examine(app, 'files-sealed-again');
  await app.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(notice).toHaveCount(0);
});

test('a message of the official SDK, dropped, is inspected and verified on the device', async ({
  app,
  stack,
}) => {
  const message = await kmsMessage(stack, { content, context: { owner: await ownerOf(app, stack) } });
  await app.getByRole('link', { name: 'Inspect' }).click();
  const target = app.getByRole('button', { name: 'Choose a message' });
  const transfer = await app.evaluateHandle(
    (bytes) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], 'official.esdk'));
      return data;
    },
    [...message],
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await target.dispatchEvent(type, { dataTransfer: transfer });

  const panel = app.locator('.panel');
  await expect(panel.getByText('The header is genuine and you hold the key.')).toBeVisible();
  await expect(app.getByRole('heading', { name: 'official.esdk' })).toBeVisible();
  await expect(section(panel, 'Message').getByText(message.subarray(3, 35).toString('hex'))).toBeVisible();
  await expect(section(panel, 'Storage')).toBeHidden();
  await section(panel, 'Verify the content').getByRole('button', { name: 'Verify all' }).click();
  await expect(panel.getByText('Every byte is genuine and you hold the key.')).toBeVisible();
  expect(await storedKeys(stack)).toHaveLength(1);
});

test('a sealed file on the device is opened as a stored one is, and a changed one leaves nothing', async ({
  app,
  stack,
}) => {
  const bytes = Buffer.alloc(900_000, 'kept on a disk');
  await sealFiles(app, [{ name: 'deed é.txt', mimeType: 'text/plain', buffer: bytes }], ['deed é.txt']);
  const [key = ''] = await storedKeys(stack);
  const message = await storedBytes(stack, key);
  await stack.s3.send(new DeleteObjectCommand({ Bucket: stack.bucket, Key: key }));

  await inspectLocal(app, given('backup.sealed', message));
  const open = app.getByRole('region', { name: 'Open this file' });
  await expect(open).toContainText('deed%20%C3%A9.txt');
  const download = app.waitForEvent('download');
  await open.getByRole('button', { name: 'Open deed é.txt' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('deed é.txt');
  expect((await readFile(await saved.path())).equals(bytes)).toBe(true);
  await expect(app.getByRole('region', { name: 'Transfers' })).toContainText('1 of 1 opened');

  let downloads = 0;
  app.on('download', () => (downloads += 1));
  const changed = Buffer.from(message);
  changed.writeUInt8((changed.at(-300_000) ?? 0) ^ 1, changed.length - 300_000);
  await inspectLocal(app, given('changed.sealed', changed));
  await open.getByRole('button', { name: 'Open deed é.txt' }).click();
  await expect(app.getByRole('alert')).toContainText('This file was changed after sealing');
  await app.getByRole('button', { name: 'Another message' }).click();
  await examine(app, 'inspect-opened');
  await inspectLocal(app, given('cut.sealed', message.subarray(0, -5)));
  await open.getByRole('button', { name: 'Open deed é.txt' }).click();
  const transfers = app.getByRole('region', { name: 'Transfers' });
  await expect(transfers.getByText('The stored file ends too early.')).toBeVisible();
  const theirs = await kmsMessage(stack, { content, context: { owner: 'somebody else' } });
  await inspectLocal(app, given('theirs.sealed', theirs));
  await expect(open).toContainText('it says that it was sealed by somebody else');
  await expect(open.getByRole('button')).toHaveCount(0);
  expect(downloads).toBe(0);
});

test('format 1 and base64 are inspected, and a suite without commitment says so', async ({ app, stack }) => {
  const context = { owner: await ownerOf(app, stack) };
  const first = await inspectLocal(
    app,
    given('one.esdk', await formatOneMessage(stack, { content, context })),
  );
  await expect(first.getByText('The header is genuine and you hold the key.')).toBeVisible();
  await expect(section(first, 'Message').getByText('0x0178', { exact: false })).toBeVisible();
  await expect(first.getByText('This suite has no commitment')).toBeVisible();
  const fields = first.getByRole('listbox', { name: 'Fields of the header' });
  await expect(fields.getByRole('option', { name: /^Type/u })).toContainText('0x80');
  await section(first, 'Verify the content').getByRole('button', { name: 'Verify all' }).click();
  await expect(first.getByText('Every byte is genuine and you hold the key.')).toBeVisible();

  const base64 = (await kmsMessage(stack, { content, context })).toString('base64');
  const second = await inspectLocal(app, given('two.txt', Buffer.from(base64.replace(/(.{76})/gu, '$1\n'))));
  await expect(second.getByText('Decoded from base64.')).toBeVisible();
  await expect(second.getByText('The header is genuine and you hold the key.')).toBeVisible();

  await app.getByRole('button', { name: 'Another message' }).click();
  await app.getByText('Paste base64', { exact: true }).click();
  await app.getByLabel('Base64 of a message').fill(base64);
  await app.getByRole('button', { name: 'Inspect this text' }).click();
  await expect(app.getByText('The header is genuine and you hold the key.')).toBeVisible();
});

test('what is no message, cut, unknown or hostile is a clear state', async ({ app, stack }) => {
  const good = await kmsMessage(stack, { content, context: { owner: 'nobody' } });
  const altered = (change: (bytes: Buffer) => void) => {
    const copy = Buffer.from(good);
    change(copy);
    return copy;
  };
  const bad = [
    { name: 'letter.txt', bytes: Buffer.from('Dear Sir or Madam,'), says: 'This is not a sealed file.' },
    { name: 'empty.bin', bytes: Buffer.alloc(0), says: 'This is not a readable sealed file.' },
    { name: 'cut.esdk', bytes: good.subarray(0, 200), says: 'Only the first 200 bytes could be read' },
    {
      name: 'suite.esdk',
      bytes: altered((bytes) => bytes.writeUInt16BE(0x0999, 1)),
      says: 'in a format that this page does not know',
    },
    {
      name: 'hostile.esdk',
      bytes: altered((bytes) => bytes.writeUInt16BE(0xffff, 35)),
      says: 'This is not a readable sealed file.',
    },
  ];
  for (const { name, bytes, says } of bad) {
    const panel = await inspectLocal(app, given(name, bytes));
    await expect(panel.getByText(says).first(), name).toBeVisible();
    await expect(panel.getByRole('alert').first(), name).toBeVisible();
    await expect(section(panel, 'Flip a bit'), name).toBeHidden();
  }
  await examine(app, 'inspect-local-hostile');
});

test('a context of 30 KB and forty wrapped keys are shown page by page', async ({ app }) => {
  const context = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`name ${String(index).padStart(3, '0')}`, 'x'.repeat(88)]),
  );
  const large = await inspectLocal(app, given('large.esdk', await rawMessage(40, { content, context })));
  await expect(large.getByText('The header was read; KMS wrapped none of its keys.')).toBeVisible();
  await expect(section(large, 'Wrapped keys').getByText('and 28 more, in the bytes below')).toBeVisible();
  await expect(section(large, 'Encryption context').getByText('and 270 more pairs')).toBeVisible();
  const fields = large.getByRole('listbox', { name: 'Fields of the header' });
  await fields.focus();
  await app.keyboard.press('End');
  await expect(fields.getByRole('option', { selected: true })).toContainText('Header tag');
  expect(await fields.getByRole('option').count()).toBeLessThanOrEqual(50);
  expect(await large.locator('.byte').count()).toBeLessThanOrEqual(1024);
  const verify = section(large, 'Verify the content');
  await verify.getByRole('button', { name: 'Verify all' }).click();
  await expect(verify.getByText('No frame could be verified')).toBeVisible();
  await examine(app, 'inspect-large-header');
});

test('a file of 5 GB is mapped at once, and its damage is found by range', async ({ app, stack }, info) => {
  const frameLength = 4096;
  const message = await kmsMessage(stack, {
    content: Buffer.alloc(3 * frameLength, 'huge'),
    context: { owner: await ownerOf(app, stack) },
    frameLength,
  });
  const headerLength = message.length - 3 * frameLength - 3 * 32 - 40;
  const frames = 1_300_000;
  const path = info.outputPath('huge.esdk');
  // Three true frames, then nothing up to the size of a whole message: the file system keeps no zeros.
  const file = await openPath(path, 'w');
  await file.write(message.subarray(0, headerLength + 3 * (frameLength + 32)));
  await file.truncate(headerLength + frames * (frameLength + 32) + 40);
  await file.close();

  const panel = await inspectLocal(app, path);
  await expect(section(panel, 'Frames').getByText('1,300,000 frames of 4.1 kB')).toBeVisible();
  const frame = section(panel, 'Frames').getByRole('region', { name: 'Frame 1,000,000' });
  await section(panel, 'Frames').getByLabel('Frame', { exact: true }).fill('1000000');
  await section(panel, 'Frames').getByRole('button', { name: 'Go' }).click();
  await frame.getByRole('button', { name: 'Verify this frame' }).click();
  await expect(frame.getByText('1 check failed; 0 frames verified.')).toBeVisible();
  await section(panel, 'Frames').getByLabel('Frame', { exact: true }).fill('3');
  await section(panel, 'Frames').getByRole('button', { name: 'Go' }).click();
  const third = section(panel, 'Frames').getByRole('region', { name: 'Frame 3', exact: true });
  await third.getByRole('button', { name: 'Verify this frame' }).click();
  await expect(third.getByText('1 frame verified, none failed.')).toBeVisible();

  const verify = section(panel, 'Verify the content');
  await verify.getByRole('button', { name: 'Verify all' }).click();
  await expect(verify.getByRole('progressbar', { name: 'Verification' })).toBeVisible();
  await verify.getByRole('button', { name: 'Stop' }).click();
  await expect(verify.getByRole('button', { name: 'Save report' })).toBeVisible();
  await rm(path);
});

test('a key that waits for its deletion says so, in the chain and in the facts of the key', async ({
  app,
  stack,
}) => {
  await chooseFiles(app, [{ name: 'last.txt', mimeType: 'text/plain', buffer: content }]);
  await expect(app.getByRole('button', { name: 'Open last.txt', exact: true })).toBeVisible();
  const KeyId = stack.aws.config.kmsKeyId;
  await stack.kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  try {
    await app.getByRole('button', { name: 'Inspect last.txt', exact: true }).click();
    const panel = app.getByRole('dialog');
    await expect(panel.getByText('The KMS key cannot be used now.').first()).toBeVisible();
    await expect(section(panel, 'KMS key').getByText('PendingDeletion')).toBeVisible();
    await expect(
      section(panel, 'KMS key').getByText(/will be deleted on|waiting to be deleted/u),
    ).toBeVisible();
    await expect(panel.getByText('No data key was unwrapped')).toBeVisible();
    await examine(app, 'inspect-pending-deletion', 5000);
  } finally {
    await stack.kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await stack.kms.send(new EnableKeyCommand({ KeyId }));
  }
});

test('the inspection screen and a whole panel, to be looked at', async ({ app, stack }) => {
  const owner = await ownerOf(app, stack);
  await app.getByRole('link', { name: 'Inspect' }).click();
  await expect(app.getByRole('button', { name: 'Choose a message' })).toBeVisible();
  await examine(app, 'inspect-screen');
  const message = await kmsMessage(stack, { content: Buffer.alloc(600_000, 'look'), context: { owner } });
  const panel = await inspectLocal(app, given('official.esdk', message));
  await section(panel, 'Verify the content').getByRole('button', { name: 'Verify all' }).click();
  await expect(panel.getByText('Every byte is genuine and you hold the key.')).toBeVisible();
  await section(panel, 'Frames').getByRole('button', { name: 'Go' }).click();
  await section(panel, 'Flip a bit').getByText('A frame’s tag', { exact: true }).click();
  await section(panel, 'Flip a bit').getByRole('button', { name: 'Alter the copy' }).click();
  await expect(panel.getByText('Caught by the frames’ checks.')).toBeVisible();
  await examine(app, 'inspect-local');
});
