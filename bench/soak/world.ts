import { join } from 'node:path';
import type { Person, Stack } from '../../e2e/stack.ts';
import { becomeSignedIn } from './app-page.ts';
import type { Ledger } from './ledger.ts';
import type { SavedFiles } from './saved-files.ts';
import type { SoakBrowser } from './soak-browser.ts';

/** What every step of a campaign works with. */
export interface World {
  readonly stack: Stack;
  readonly person: Person;
  readonly browser: SoakBrowser;
  readonly ledger: Ledger;
  readonly saved: SavedFiles;
  /** of the files to be sealed */
  readonly folder: string;
}

export const pathOf = (world: World, name: string): string => join(world.folder, name);

/** Nothing goes wrong any more, until rules are set again. */
export async function calm({ stack, browser }: World): Promise<void> {
  await stack.control('DELETE', 'faults');
  await stack.control('DELETE', 'clock');
  await browser
    .page()
    .context()
    .setOffline(false)
    .catch(() => undefined);
}

export async function signInAgain({ stack, person, browser }: World): Promise<void> {
  await becomeSignedIn(browser.page(), stack.origin, person);
}
