import type { Page } from '@playwright/test';
import { press, pressAndChoose } from './app-page.ts';
import type { Entry } from './ledger.ts';
import { pathOf, type World } from './world.ts';

/** A transfer that the page offers to go on with. */
export interface Offered {
  readonly kind: 'seal' | 'open';
  readonly name: string;
}

/** What earlier pages left, once the page has asked for it. */
export async function readInterrupted(page: Page): Promise<readonly Offered[]> {
  // The list is asked for as soon as somebody is signed in; nothing on the page tells that it came and was empty.
  await page
    .locator('li.interrupted')
    .first()
    .waitFor({ timeout: 2_000 })
    .catch(() => undefined);
  const rows = await page.evaluate(() =>
    Array.from(document.querySelectorAll('li.interrupted'), (line) => ({
      isSeal: line.getAttribute('data-kind') === 'seal',
      name: line.querySelector('.transfer-name')?.textContent ?? '',
    })),
  );
  return rows.map(({ isSeal, name }) => ({ kind: isSeal ? 'seal' : 'open', name }));
}

/** The person goes on with it. @returns false when the page does not let them */
export async function resume(world: World, { kind, name }: Entry): Promise<boolean> {
  const page = world.browser.page();
  if (kind === 'seal') return pressAndChoose(page, `Choose ${name} again`, pathOf(world, name));
  return press(page, `Go on: ${name}`);
}

/** Gives up whatever is left; the page removes the parts. */
export async function discardAll(page: Page): Promise<void> {
  for (const { name } of await readInterrupted(page)) await press(page, `Discard ${name}`);
}
