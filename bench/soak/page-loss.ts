import { begin, isOpenEnded, type Work } from './work.ts';
import { discard, readInterrupted, resume } from './interrupted.ts';
import { viewStore } from './store-view.ts';
import { calm, signInAgain, type World } from './world.ts';

/**
 * After the page, the tab or the browser died: signs in again, and goes on with what the page offers. A file of which the
 * store holds parts must be offered; one of which it holds nothing is begun again, as a person would.
 */
export async function recoverFromLoss(world: World, works: readonly Work[]): Promise<void> {
  await calm(world);
  await signInAgain(world);
  const offered = await readInterrupted(world.browser.page());
  const store = await viewStore(world.stack);
  const again: Work[] = [];
  for (const work of works.filter(isOpenEnded)) {
    const { kind, name } = work.entry;
    const isOffered = offered.some((one) => one.kind === kind && one.name === name);
    if (work.cancelled) {
      if (isOffered) await discard(world.browser.page(), name);
      // It may have been stored before the cancel reached it; the page that knew is gone.
      const end = kind === 'seal' && store.objects.has(name) ? 'finished' : 'cancelled';
      work.entry.end = { kind: isOffered ? 'discarded' : end };
    } else if (isOffered) {
      work.entry.resumed += 1;
      if (!(await resume(world, work.entry))) again.push(work);
    } else if (kind === 'seal' && store.objects.has(name)) {
      work.entry.end = { kind: 'finished' };
    } else {
      if (kind === 'seal' && store.uploads.some((upload) => upload.name === name))
        world.ledger.complain('lost', `parts of ${name} are stored, and the page does not offer to go on`);
      again.push(work);
    }
  }
  for (const work of again) work.entry.begunAgain += 1;
  await begin(world, again);
}
