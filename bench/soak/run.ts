import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startStack } from '../../e2e/stack.ts';
import { buildApp } from '../../scripts/prepare.mjs';
import { createLedger } from './ledger.ts';
import { discardAll } from './interrupted.ts';
import { performWave } from './perform-wave.ts';
import { planCampaign, type Campaign, type Happening } from './plan.ts';
import { report } from './report.ts';
import { watchSavedFiles } from './saved-files.ts';
import { startSoakBrowser } from './soak-browser.ts';
import { viewStore } from './store-view.ts';
import { calm, signInAgain, type World } from './world.ts';

/** Longer than any campaign, and than any clock in it is wrong: what expires here expires because it is told to. */
const sessionSeconds = 12 * 3600;
/** A stalled request is given up after so many seconds, that a campaign does not take all day. */
const stallSeconds = 2;

/** `npm run soak [-- --seed N --transfers 500 --minutes M]`; exits with 1 when anything was corrupt, lost or left behind. */
async function main(): Promise<void> {
  const { seed, transfers, minutes } = readArguments();
  if (process.env['SEALDROP_DIST'] === undefined) buildApp();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-soak-'));
  try {
    process.exitCode = (await soak(planCampaign(seed, transfers), minutes, folder)) ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function soak(campaign: Campaign, minutes: number, folder: string): Promise<boolean> {
  const { seed, waves } = campaign;
  console.log(`seed ${seed}: ${waves.length} waves; the same again with --seed ${seed}`);
  const stack = await startStack(join(folder, 'aws'), {
    sessionSeconds,
    config: (usual) => ({ ...usual, transfers: { stallSeconds } }),
  });
  const [person] = stack.aws.demoUsers;
  if (person === undefined) throw new Error('the local AWS has no demo users');
  const ledger = createLedger();
  const hashes = new Map<string, string>();
  const saved = watchSavedFiles(hashes, (name) =>
    ledger.complain('corrupt', `${name} was saved with other bytes than were sealed`),
  );
  const browser = await startSoakBrowser(join(folder, 'browser'), saved.add);
  const world: World = { stack, person, browser, ledger, saved, folder: join(folder, 'files') };
  await mkdir(world.folder);
  const happened: Happening['kind'][] = [];
  const begun = Date.now();
  try {
    await signInAgain(world);
    for (const wave of waves) {
      if (Date.now() - begun > minutes * 60_000) break;
      const before = Date.now();
      const now = await performWave(world, wave, seed, hashes);
      happened.push(...now);
      const seconds = ((Date.now() - before) / 1000).toFixed(0);
      console.log(`wave ${wave.number} of ${waves.length}: ${seconds} s, ${now.join(', ')}`);
    }
    await cleanUp(world);
  } finally {
    await browser.close();
    await stack.close();
  }
  return report(ledger, happened, { seed, seconds: (Date.now() - begun) / 1000 });
}

/** The person gives up what is left, and nothing may stay. */
async function cleanUp(world: World): Promise<void> {
  await calm(world);
  await signInAgain(world);
  await discardAll(world.browser.page());
  const { uploads } = await viewStore(world.stack);
  for (const name of uploads) world.ledger.complain('orphaned', `parts of ${name} are left at the end`);
}

function readArguments(): { readonly seed: number; readonly transfers: number; readonly minutes: number } {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, transfers: { type: 'string' }, minutes: { type: 'string' } },
  });
  return {
    seed: wholeNumber(values.seed, randomInt(2 ** 31)),
    transfers: wholeNumber(values.transfers, 500),
    minutes: wholeNumber(values.minutes, 60),
  };
}

function wholeNumber(text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${text} is not a whole number`);
  return value;
}

await main();
