import type { Page } from '@playwright/test';
import { en } from '../../src/ui/messages/en/en.ts';
import { press, pressAndChoose, type Row } from './app-page.ts';
import type { Entry } from './ledger.ts';
import { pathOf, type World } from './world.ts';

/** How often a person looks for a file in the list, a few seconds each. */
const listLooks = 12;

/** One transfer of a phase. */
export interface Work {
  readonly entry: Entry;
  /** how often the person tries again what failed */
  readonly retries: number;
  /** the person asked to cancel it */
  cancelled: boolean;
}

export function newWork(
  world: World,
  kind: Entry['kind'],
  files: readonly { readonly name: string; readonly retries: number }[],
): readonly Work[] {
  return files.map(({ name, retries }) => ({
    entry: world.ledger.begin(kind, name),
    retries,
    cancelled: false,
  }));
}

export const isOpenEnded = ({ entry }: Work): boolean => entry.end === null;

/** The person chooses the files, or clicks each in the list. */
export async function begin(world: World, works: readonly Work[]): Promise<void> {
  const page = world.browser.page();
  const names = works.map(({ entry }) => entry.name);
  const [first] = works;
  if (first === undefined) return;
  if (first.entry.kind === 'seal') {
    const paths = names.map((name) => pathOf(world, name));
    if (!(await pressAndChoose(page, 'Choose files', paths))) throw new Error('the page asked for no files');
    return;
  }
  for (const work of works) {
    if (await pressListed(page, `Open ${work.entry.name}`)) continue;
    world.ledger.complain('lost', `${work.entry.name} was stored and is not in the list`);
    work.entry.end = { kind: 'gone' };
  }
}

/** A list that could not be read says so, and the person has it read again. @returns false when the button does not come */
async function pressListed(page: Page, name: string): Promise<boolean> {
  for (let look = 0; look < listLooks; look++) {
    if (await press(page, name)) return true;
    const again = page.locator('.file-list').getByRole('button', { name: en.tryAgain, exact: true });
    if (await again.isVisible()) await again.click();
  }
  return false;
}

/** The line of a transfer; null when the page shows none. */
export function rowOf(rows: readonly Row[], { entry }: Work): Row | null {
  return rows.findLast((row) => row.kind === entry.kind && row.name === entry.name) ?? null;
}
