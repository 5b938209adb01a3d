import { examine } from './examine.ts';
import { chooseFiles, expect, overwrite, sealFiles, storedBytes, storedKeys, test } from './stack.ts';

const file = (name: string, size = 40_000) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(size, name),
});

test('signed out', async ({ page, stack }) => {
  await page.goto(stack.origin);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await examine(page, 'signed-out');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Username')).toBeVisible();
  await examine(page, 'login');
});

test('empty', async ({ app }) => {
  await examine(app, 'empty');
});

test('files with long and hostile names', async ({ app }) => {
  const names = [
    'Annual report 2026.pdf',
    `A very long name ${'that goes on and on '.repeat(9)}.docx`,
    `unbroken${'x'.repeat(180)}.bin`,
    '\u202egnp.exe',
    '契約書 🗝️ – Überprüfung.pdf',
    '<img src=x onerror=alert(1)>.html',
  ];
  await sealFiles(
    app,
    names.map((name) => file(name)),
    [],
  );
  await expect(app.getByRole('button', { name: /^Inspect /u })).toHaveCount(names.length);
  await examine(app, 'files');
});

test('busy', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'PutObject', keyContains: 'slow', action: { kind: 'stall', ms: 60_000 } },
    {
      service: 's3',
      operation: 'PutObject',
      keyContains: 'refused',
      action: { kind: 'status', status: 403, code: 'AccessDenied' },
    },
  ]);
  // The refused one first: the stalled ones may take every lane there is.
  await sealFiles(app, [file('Minutes.pdf'), file('refused.pdf')], ['Minutes.pdf']);
  await expect(app.getByRole('alert')).toBeVisible();
  await chooseFiles(
    app,
    ['a', 'b', 'c', 'd', 'e'].map((name) => file(`slow-${name}.mov`)),
  );
  await expect(app.getByRole('progressbar').first()).toBeVisible();
  await examine(app, 'busy');
  await stack.control('DELETE', 'faults');
});

test('inspection of a good and of a damaged file', async ({ app, stack }) => {
  await sealFiles(app, [file('deed.pdf', 700_000)], ['deed.pdf']);
  await app.getByRole('button', { name: 'Inspect deed.pdf' }).click();
  await expect(app.getByRole('dialog').getByText('0478').first()).toBeVisible();
  await examine(app, 'inspect');
  await app.keyboard.press('Escape');
  const [key = ''] = await storedKeys(stack);
  const message = Buffer.from(await storedBytes(stack, key));
  message[10] = (message[10] ?? 0) ^ 1;
  await overwrite(stack, key, message);
  await app.getByRole('button', { name: 'Inspect deed.pdf' }).click();
  await expect(app.getByRole('dialog').getByText('0478').first()).toBeVisible();
  await examine(app, 'inspect-damaged');
});

test('a site whose config.json is wrong says which field', async ({ page, stack }) => {
  await page.route('**/config.json', (route) => route.fulfill({ json: { region: 'nowhere' } }));
  await page.goto(stack.origin);
  await expect(page.getByText('“region” is wrong')).toBeVisible();
  await examine(page, 'config-error');
});

test('everything by keyboard: seal, open, inspect, sign out', async ({ app }) => {
  await sealFiles(app, [file('keys.txt')], ['keys.txt']);
  await app.getByRole('button', { name: 'Open keys.txt', exact: true }).focus();
  const download = app.waitForEvent('download');
  await app.keyboard.press('Enter');
  await download;
  await app.getByRole('button', { name: 'Inspect keys.txt', exact: true }).focus();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog')).toBeVisible();
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Sign out' }).focus();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('button', { name: 'Sign in' })).toBeVisible();
});
