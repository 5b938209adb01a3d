import type { Page } from '@playwright/test';
import { ar } from '../src/ui/messages/ar/ar.ts';
import { de } from '../src/ui/messages/de/de.ts';
import { ja } from '../src/ui/messages/ja/ja.ts';
import type { Messages } from '../src/ui/messages/shape.ts';
import { examine } from './examine.ts';
import { expect, sealFiles, test } from './stack.ts';

const spokenBy = (app: Page) =>
  app.evaluate(() => {
    const { lang, dir, dataset } = document.documentElement;
    return { lang, dir, look: dataset['look'] ?? 'system' };
  });

/** Narrow and wide, in one colour scheme: the others are looked at in English. */
const look = (page: Page, state: string, height?: number) => examine(page, state, height, ['light']);

async function speak(app: Page, messages: Messages): Promise<void> {
  await app.locator('.page-footer select').first().selectOption(messages.locale);
  await expect(app.getByRole('button', { name: messages.session.signOut })).toBeVisible();
}

/** Opens a screen by its link, in the words of the language. */
async function goTo(
  app: Page,
  messages: Messages,
  screen: 'files' | 'keys' | 'how' | 'doctor',
): Promise<void> {
  await app.getByRole('link', { name: messages.screens[screen], exact: true }).click();
  await expect(app.getByRole('main').getByRole('heading').first()).toBeVisible();
}

test('the page speaks the language that was chosen, from right to left in Arabic, also after a reload', async ({
  app,
}) => {
  const problems: string[] = [];
  app.on('pageerror', ({ message }) => problems.push(message));
  await sealFiles(
    app,
    [{ name: 'Lease agreement 14.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(300_000) }],
    ['Lease agreement 14.pdf'],
  );
  await speak(app, ar);
  expect(await spokenBy(app)).toEqual({ lang: 'ar', dir: 'rtl', look: 'system' });
  await app.locator('.page-footer select').last().selectOption('dark');
  await app.reload();
  await expect(app.getByRole('heading', { name: ar.files.label })).toBeVisible();
  expect(await spokenBy(app)).toEqual({ lang: 'ar', dir: 'rtl', look: 'dark' });
  await expect(app.locator('meta[name="theme-color"][media="all"]')).toHaveAttribute('content', '#0e1514');
  await app.locator('.page-footer select').last().selectOption('system');

  // The name of the file stands where lines begin: right of its size.
  const name = await app.getByRole('row').last().locator('.file-name').first().boundingBox();
  const size = await app.getByRole('row').last().locator('.cell-size').boundingBox();
  expect(name?.x).toBeGreaterThan(size?.x ?? Infinity);
  // A name that is too long for its place loses its end, which is the right one of a Latin name.
  const cut = app.locator('.person-name .file-name');
  expect(await cut.evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
  expect(await cut.evaluate((element) => getComputedStyle(element).textOverflow)).toBe('ellipsis');
  await look(app, 'ar-files');
  await app.getByRole('button', { name: ar.files.inspectNamed('Lease agreement 14.pdf') }).click();
  await expect(app.getByRole('heading', { name: ar.inspection.chain.title })).toBeVisible();
  // Bytes are read from left to right everywhere.
  expect(
    await app
      .locator('.byte-grid')
      .first()
      .evaluate((grid) => getComputedStyle(grid).direction),
  ).toBe('ltr');
  await look(app, 'ar-inspect', 4000);
  await app.keyboard.press('Escape');
  for (const screen of ['keys', 'how', 'doctor'] as const) {
    await goTo(app, ar, screen);
    await look(app, `ar-${screen}`, 2000);
  }

  await speak(app, de);
  expect(await spokenBy(app)).toEqual({ lang: 'de', dir: 'ltr', look: 'system' });
  for (const screen of ['keys', 'files'] as const) {
    await goTo(app, de, screen);
    await look(app, `de-${screen}`);
  }
  await speak(app, ja);
  await look(app, 'ja-files');
  expect(problems).toEqual([]);
});

test.describe('a browser that asks for German', () => {
  test.use({ locale: 'de-AT' });

  test('is answered in German before anything was chosen', async ({ page, stack }) => {
    await page.goto(stack.origin);
    await expect(page.getByRole('button', { name: de.session.signIn, exact: true })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('de');
    await look(page, 'de-signed-out');
    await page.locator('.page-footer select').first().selectOption('ar');
    await expect(page.getByRole('button', { name: ar.session.signIn, exact: true })).toBeVisible();
    await look(page, 'ar-signed-out');
  });
});
