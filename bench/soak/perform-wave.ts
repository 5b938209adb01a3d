import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readRows } from './app-page.ts';
import { writeSoakFile } from './noise-files.ts';
import { performPhase } from './perform-phase.ts';
import type { Happening, Wave } from './plan.ts';
import { removeObjects, viewStore } from './store-view.ts';
import { begin, newWork, rowOf, type Work } from './work.ts';
import { calm, pathOf, signInAgain, type World } from './world.ts';

/** Milliseconds that what a cancelled upload left may take to go away, and an opening without faults to end. */
const cleanUpLimit = 10_000;
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
  const names = wave.files.map(({ name }) => name);
  const sealing = await performPhase(world, 'seal', names, wave.seal);
  await checkCancelled(world, sealing.works);
  const stored = await checkStored(world, sealing.works);
  const opening = await performPhase(world, 'open', stored, wave.open);
  await openTheRest(world, opening.works);
  const { objects } = await viewStore(world.stack);
  await removeObjects(world.stack, objects.values());
  for (const name of names) {
    world.saved.forget(name);
    await rm(pathOf(world, name));
  }
  return [...sealing.happened, ...opening.happened];
}

/** Nothing of what was cancelled may stay. */
async function checkCancelled(world: World, works: readonly Work[]): Promise<void> {
  const cancelled = works
    .filter(({ entry }) => entry.end?.kind === 'cancelled')
    .map(({ entry }) => entry.name);
  const until = Date.now() + cleanUpLimit;
  for (;;) {
    const { objects, uploads } = await viewStore(world.stack);
    const left = cancelled.filter((name) => objects.has(name) || uploads.includes(name));
    if (left.length === 0) return;
    if (Date.now() > until) {
      for (const name of left)
        world.ledger.complain(
          'orphaned',
          `${name} was cancelled, and ${objects.has(name) ? 'the object' : 'an upload'} stays`,
        );
      return;
    }
    await sleep(200);
  }
}

/** Names of the files that are called stored, all of which must be there. */
async function checkStored(world: World, works: readonly Work[]): Promise<readonly string[]> {
  const { objects } = await viewStore(world.stack);
  return works.flatMap(({ entry: { name, end } }) => {
    if (end?.kind !== 'finished') return [];
    if (objects.has(name)) return [name];
    world.ledger.complain('lost', `${name} was called stored, and is not there`);
    return [];
  });
}

/** What did not open under faults must open without. */
async function openTheRest(world: World, works: readonly Work[]): Promise<void> {
  const names = works.filter(({ entry }) => entry.end?.kind !== 'finished').map(({ entry }) => entry.name);
  if (names.length === 0) return;
  await calm(world);
  await signInAgain(world);
  const again = newWork(world, 'open', names);
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
