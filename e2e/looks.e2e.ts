import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { chooseFiles, expect, sealFiles, storedBytes, storedKeys, overwrite, test } from './stack.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

declare global {
  interface Window {
    readonly axe: { run(options: object): Promise<{ violations: AxeViolation[] }> };
  }
}

const looks = [
  { name: 'light-1280', colorScheme: 'light', width: 1280 },
  { name: 'dark-1280', colorScheme: 'dark', width: 1280 },
  { name: 'light-390', colorScheme: 'light', width: 390 },
  { name: 'dark-390', colorScheme: 'dark', width: 390 },
] as const;

/** Each look: a screenshot to be looked at, no axe violation (WCAG 2.2 A and AA), no sideways scrolling. */
async function examine(page: Page, state: string): Promise<void> {
  for (const { name, colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 844 });
    await page.screenshot({ path: `test-results/screenshots/${state}-${name}.png`, fullPage: true });
    expect(await violationsOf(page), `${state}, ${name}`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, `${state}, ${name}: sideways scrolling`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function violationsOf(page: Page): Promise<string[]> {
  // Evaluated through the debugger: the page's own policy would refuse the script, and must go on doing so.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

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
