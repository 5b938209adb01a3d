import { transfersText as text } from '../../src/ui/messages/en/transfers.ts';
import { press } from './app-page.ts';
import { readInterrupted } from './interrupted.ts';
import type { Work } from './work.ts';
import type { World } from './world.ts';

/** Milliseconds to remove what one left. */
const removingTime = 15_000;

/**
 * The person gives up what failed: presses Discard where the page has kept something, in the list of transfers or, after the page was
 * gone, among what is unfinished. Only while no fault is in force.
 */
export async function giveUpFailed(world: World, works: readonly Work[]): Promise<void> {
  const failed = works.filter(({ entry }) => entry.end?.kind === 'failed');
  if (failed.length === 0) return;
  const page = world.browser.page();
  await readInterrupted(page);
  for (const { entry } of failed) {
    const name = text.discardNamed(entry.name);
    const button = page.getByRole('button', { name, exact: true });
    if ((await button.count()) === 0) continue;
    await press(page, name);
    const isGone = await button
      .first()
      .waitFor({ state: 'detached', timeout: removingTime })
      .then(
        () => true,
        () => false,
      );
    if (!isGone) world.ledger.complain('orphaned', `${entry.name} failed, was discarded, and is still shown`);
  }
}
