import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRows } from './app-page.ts';
import { checkSealed } from './check-behind.ts';
import { writeSoakFile } from './noise-files.ts';
import { performPhase } from './perform-phase.ts';
import type { Happening, Wave } from './plan.ts';
import { removeObjects, viewStore } from './store-view.ts';
import { begin, newWork, rowOf, type Work } from './work.ts';
import { calm, pathOf, signInAgain, type World } from './world.ts';

/** Milliseconds that openings without faults may take. */
const calmLimit = 90_000;

/** Seals the files of one wave, opens those that were stored, and looks behind the app's back at what the bucket holds. */
export async function performWave(
  world: World,
  wave: Wave,
  seed: number,
  hashes: Map<string, string>,
): Promise<readonly Happening['kind'][]> {
  for (const file of wave.files)
    hashes.set(file.name, await writeSoakFile(pathOf(world, file.name), file, seed));
  await world.browser.useWay(wave.openWay);
  await signInAgain(world);
  const sealing = await performPhase(world, 'seal', wave.files, wave.seal);
  const stored = await checkSealed(
    world,
    sealing.works.map(({ entry }) => entry),
  );
  const files = wave.files.filter(({ name }) => stored.has(name));
  const opening = await performPhase(world, 'open', files, wave.open);
  await openTheRest(world, opening.works);
  const { objects } = await viewStore(world.stack);
  await removeObjects(world.stack, objects.values());
  for (const { name } of wave.files) {
    world.saved.forget(name);
    await rm(pathOf(world, name));
  }
  return [...sealing.happened, ...opening.happened];
}

/** What did not open under faults must open without. */
async function openTheRest(world: World, works: readonly Work[]): Promise<void> {
  const files = works
    .filter(({ entry }) => entry.end?.kind !== 'finished')
    .map(({ entry }) => ({ name: entry.name, retries: 0 }));
  if (files.length === 0) return;
  await calm(world);
  await signInAgain(world);
  const again = newWork(world, 'open', files);
  await begin(world, again);
  const until = Date.now() + calmLimit;
  for (const work of again) {
    const { entry } = work;
    let facts = 'no end';
    while (entry.end === null && Date.now() < until) {
      const row = rowOf(await readRows(world.browser.page()), work);
      facts = row?.facts ?? facts;
      if (row?.status === 'failed') entry.end = { kind: 'failed', code: row.code ?? 'no code' };
      if (row?.status === 'done') entry.end = { kind: 'finished' };
      await sleep(100);
    }
    if (entry.end?.kind === 'finished' && (await world.saved.has(entry.name))) continue;
    entry.end ??= { kind: 'stuck' };
    world.ledger.complain('lost', `${entry.name} is stored and does not open: ${facts}`);
  }
}
