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

/**
 * Each look: a screenshot to be looked at, no axe violation (WCAG 2.2 A and AA), no sideways scrolling.
 * `height`: of the window; what scrolls inside it is in the picture only if it is tall enough.
 */
export async function examine(page: Page, state: string, height = 844): Promise<void> {
  for (const { name, colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
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
