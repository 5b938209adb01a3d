import { setTimeout as sleep } from 'node:timers/promises';
import { readInterrupted } from './interrupted.ts';
import type { Entry } from './ledger.ts';
import { viewStore, type StoreView } from './store-view.ts';
import type { World } from './world.ts';

/** Milliseconds that what a transfer left may take to go away after its end: what could not be removed at once is tried again, in the end once a minute. */
const cleanUpLimit = 75_000;

/**
 * After every seal of a wave has ended and what failed was given up: what is called stored must be there, and the bucket holds nothing
 * else, not the beginning of an upload.
 * @returns names of the files that are called stored and are there
 */
export async function checkSealed(world: World, seals: readonly Entry[]): Promise<ReadonlySet<string>> {
  const finished = new Set(seals.filter(({ end }) => end?.kind === 'finished').map(({ name }) => name));
  const extra = ({ objects, uploads }: StoreView): readonly string[] => [
    ...uploads.map(
      ({ name, parts }) => `an upload of ${name} with ${parts} parts stays${endOf(seals, name)}`,
    ),
    ...[...objects.keys()]
      .filter((name) => !finished.has(name))
      .map((name) => `${name} is stored${endOf(seals, name)}`),
  ];
  const view = await until(
    () => viewStore(world.stack),
    (seen) => extra(seen).length === 0,
  );
  for (const sentence of extra(view)) world.ledger.complain('orphaned', sentence);
  const isThere = (name: string): boolean => view.objects.has(name);
  for (const name of finished)
    if (!isThere(name)) world.ledger.complain('lost', `${name} was called stored, and is not there`);
  return new Set([...finished].filter(isThere));
}

/** After the campaign, on a page that has just been loaded: nothing to go on with, nothing in the bucket, nothing on the device. */
export async function checkEnd(world: World): Promise<void> {
  const page = world.browser.page();
  const complain = (sentence: string): void => world.ledger.complain('orphaned', sentence);
  for (const { kind, name } of await readInterrupted(page))
    complain(`the page still offers to go on with the ${kind} of ${name}`);
  const { objects, uploads } = await viewStore(world.stack);
  for (const { name, parts } of uploads) complain(`${parts} parts of ${name} are left at the end`);
  for (const name of objects.keys()) complain(`${name} is stored at the end`);
  const files = await until(
    () => page.evaluate(countPrivateFiles),
    (count) => count === 0,
  );
  if (files > 0) complain(`${files} files are left in the browser's private storage`);
}

/** Looks again and again, until it is good or time is up. @returns what was seen last */
async function until<T>(look: () => Promise<T>, isGood: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + cleanUpLimit;
  for (;;) {
    const seen = await look();
    if (isGood(seen) || Date.now() > end) return seen;
    await sleep(200);
  }
}

function endOf(entries: readonly Entry[], name: string): string {
  const entry = entries.findLast((one) => one.name === name);
  if (entry === undefined) return ', and nobody asked for it';
  const { end } = entry;
  return `, and its transfer ended as ${end?.kind === 'failed' ? `failed (${end.code})` : (end?.kind ?? 'nothing')}`;
}

/** Runs in the page, which knows nothing of what the compiler wraps inner functions in: so it has none. */
async function countPrivateFiles(): Promise<number> {
  const folders = [await navigator.storage.getDirectory()];
  let files = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for await (const handle of folder.values()) {
      if (handle.kind === 'file') files += 1;
      else folders.push(await folder.getDirectoryHandle(handle.name));
    }
  }
  return files;
}
