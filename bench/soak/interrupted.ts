import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { unfinishedText as text } from '../../src/ui/messages/en/unfinished.ts';
import { press, pressAndChoose } from './app-page.ts';
import type { Entry } from './ledger.ts';
import { pathOf, type World } from './world.ts';

/** A transfer that the page offers to go on with. */
export interface Offered {
  readonly kind: 'seal' | 'open';
  readonly name: string;
}

/** Milliseconds the page gets to ask what is unfinished: nothing tells that the answer came and was empty. */
const askingTime = 1_500;

/** What earlier pages left. */
export async function readInterrupted(page: Page): Promise<readonly Offered[]> {
  await sleep(askingTime);
  const rows = await page.evaluate(() =>
    Array.from(document.querySelectorAll('li.unfinished-row'), (line) => ({
      isSeal: line.querySelector('.transfer-kind')?.textContent === 'Sealing',
      name: line.querySelector('.unfinished-name')?.textContent ?? '',
    })),
  );
  return rows.map(({ isSeal, name }) => ({ kind: isSeal ? 'seal' : 'open', name }));
}

/** The person goes on with it. @returns false when the page does not let them */
export async function resume(world: World, { kind, name }: Entry): Promise<boolean> {
  const page = world.browser.page();
  if (kind === 'seal') return pressAndChoose(page, text.chooseNamed(name), pathOf(world, name));
  return press(page, text.resumeNamed(name));
}

export async function discard(page: Page, name: string): Promise<boolean> {
  return press(page, text.discardNamed(name));
}
