import { basename } from 'node:path';
import { describeError } from '../../src/ui/messages/en/errors.ts';
import { examine } from '../examine.ts';
import {
  release,
  storedParts,
  transferRow,
  uploadUntilHeld,
  withoutSaveDialog,
  writeLargeFile,
} from '../held-upload.ts';
import { doctorText } from '../../src/ui/messages/en/doctor.ts';
import { expect, overwrite, sealFiles, storedBytes, storedKeys, test } from '../stack.ts';

test.describe.configure({ timeout: 180_000 });

test.beforeEach(({ context }) => context.addInitScript(withoutSaveDialog));

test.afterEach(async ({ stack }) => {
  await stack.control('DELETE', 'faults');
});

test('a bit that flips on the way is stored, since Ceph 16.2 checks no CRC-32, and is found when the file is opened', async ({
  app,
  stack,
}) => {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'PutObject', keyContains: 'flipped.bin', action: { kind: 'damage' } },
  ]);
  const file = {
    name: 'flipped.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(900_000, 'flip'),
  };
  await sealFiles(app, [file], [file.name]);
  await app.getByRole('button', { name: 'Open flipped.bin', exact: true }).click();
  const { title } = describeError({ code: 'frame-tampered', message: '', details: {} });
  await expect(app.getByRole('alert').filter({ hasText: title.replace(/\.$/u, '') })).toBeVisible();
});

test('a name taken in the midst of an upload in parts is taken over, since Ceph 16.2 knows no condition on its completion', async ({
  app,
  stack,
}, info) => {
  const path = info.outputPath('clash.bin');
  await writeLargeFile(path);
  await sealFiles(
    app,
    [{ name: 'first.bin', mimeType: 'application/octet-stream', buffer: Buffer.from('first') }],
    ['first.bin'],
  );
  const [first = ''] = await storedKeys(stack);
  const key = first.replace('first.bin', basename(path));
  await uploadUntilHeld(app, stack, path);
  await overwrite(stack, key, Buffer.from('another tab was quicker'));
  await release(stack);
  await expect(transferRow(app, 'clash.bin')).toContainText('Sealed and stored');
  expect(await storedParts(stack, 'clash.bin')).toEqual([]);
  expect((await storedBytes(stack, key)).length).toBeGreaterThan(1_000_000);
});

test('the doctor says that Ceph 16.2 looks at no checksum, and finds nothing else that the app cannot do without', async ({
  app,
}) => {
  await app.getByRole('link', { name: doctorText.title }).click();
  await app.getByRole('button', { name: doctorText.run }).click();
  await expect(app.getByRole('button', { name: doctorText.again })).toBeVisible();
  const failing = app.getByRole('listitem').filter({ has: app.getByText(doctorText.status.fails) });
  await expect(failing.getByRole('heading')).toHaveText([
    doctorText.checks.checksums,
    // Ceph does not tell of such a rule, and encrypts only what asks for it.
    doctorText.checks.lifecycle,
    doctorText.checks.sse,
  ]);
  await expect(failing.first()).toContainText('PutObject, UploadPart');
  await examine(app, 'doctor-lax-store', 1200);
});
