import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect } from './stack.ts';

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

/** Between them both themes and both widths; SEALDROP_LOOKS=all takes every look of every state, at twice the time. */
const usualLooks: readonly string[] =
  process.env['SEALDROP_LOOKS'] === 'all' ? looks.map(({ name }) => name) : ['light-1280', 'dark-390'];

/**
 * Each look: a screenshot to be looked at, no axe violation (WCAG 2.2 A and AA), no sideways scrolling.
 * `height`: of the window; what scrolls inside it is in the picture only if it is tall enough.
 * `schemes`: at both widths, where words and direction differ from a state that is examined in both themes.
 */
export async function examine(
  page: Page,
  state: string,
  height = 844,
  schemes: readonly ('light' | 'dark')[] | null = null,
): Promise<void> {
  // Evaluated through the debugger: the page's own policy would refuse the script, and must go on doing so.
  await page.evaluate(axeSource);
  for (const { name, colorScheme, width } of looks) {
    if (schemes === null ? !usualLooks.includes(name) : !schemes.includes(colorScheme)) continue;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `test-results/screenshots/${state}-${name}.png`, fullPage: true });
    expect(await violationsOf(page), `${state}, ${name}`).toEqual([]);
    expect(await overflowOf(page), `${state}, ${name}: sideways scrolling`).toBeLessThanOrEqual(0);
  }
  // What is enlarged four times in a window of 1280 px still scrolls in one direction only (WCAG 1.4.10).
  await page.setViewportSize({ width: 320, height });
  expect(await overflowOf(page), `${state}, 320: sideways scrolling`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  // A click that begins before the page is laid out again ends on something else.
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** Pixels by which the page is wider than the window. */
function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    window.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      // Without the addresses of all that passed: they take more than half of the time where there are thousands of elements.
      resultTypes: ['violations'],
      selectors: false,
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
