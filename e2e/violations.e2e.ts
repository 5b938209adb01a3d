import { expect, signIn, test as base } from './stack.ts';
import { watchViolations } from './violations.ts';

/** Here violations are made on purpose. */
const test = base.extend({ watched: async ({}, use) => use() });

const elsewhere = 'https://elsewhere.invalid/';

test('a violation is noticed in the page and in its worker', async ({ page, context, stack, person }) => {
  const seen: string[] = [];
  await watchViolations(context, (text) => seen.push(text));
  const fresh = await context.newPage();
  await page.close();
  const started = fresh.waitForEvent('worker');
  await signIn(fresh, stack, person);
  const vault = await started;
  expect(seen).toEqual([]);

  await fresh.evaluate((url) => fetch(url).catch(() => {}), elsewhere);
  await expect.poll(() => seen.filter((text) => text.includes(elsewhere)).length).toBeGreaterThan(0);
  seen.length = 0;
  await vault.evaluate((url) => fetch(url).catch(() => {}), elsewhere);
  await expect
    .poll(() => seen.filter((text) => text.startsWith('content security policy violation')).length)
    .toBe(1);
  seen.length = 0;
  await fresh.evaluate(() => {
    try {
      document.body.innerHTML = '<b>text</b>';
    } catch {
      // Trusted Types refuse it.
    }
  });
  await expect.poll(() => seen.some((text) => text.includes('trusted-types'))).toBe(true);
});
