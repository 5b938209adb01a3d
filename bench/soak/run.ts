import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'valibot';
import { startStack } from '../../e2e/stack.ts';
import { faultTallySchema, type FaultTally } from '../../local/server/faults.ts';
import { buildApp } from '../../scripts/prepare.mjs';
import { checkEnd } from './check-behind.ts';
import { createLedger } from './ledger.ts';
import { performWave } from './perform-wave.ts';
import { planWaves, type Happening } from './plan.ts';
import { hasPassed, tableOf } from './report.ts';
import { watchSavedFiles } from './saved-files.ts';
import { startSoakBrowser } from './soak-browser.ts';
import { calm, signInAgain, type World } from './world.ts';

/** Longer than any campaign, and than any clock in it is wrong: what expires here expires because it is told to. */
const sessionSeconds = 12 * 3600;
/** A stalled request is given up after so many seconds, that a campaign does not take all day. */
const stallSeconds = 2;
/** The smallest parts, so that small files have several. */
const partMiB = 5;

/** `npm run soak [-- --seed N --transfers 500 --minutes M --from W]`; exits with 1 when anything was that must never be. */
async function main(): Promise<void> {
  const wish = readArguments();
  if (process.env['SEALDROP_DIST'] === undefined) buildApp();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-soak-'));
  try {
    process.exitCode = (await soak(wish, folder)) ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

interface Wish {
  readonly seed: number;
  /** at least so many are begun */
  readonly transfers: number;
  /** after which a campaign is broken off, which is a failure */
  readonly minutes: number;
  /** number of the first wave, to look at it again */
  readonly from: number;
}

async function soak({ seed, transfers, minutes, from }: Wish, folder: string): Promise<boolean> {
  console.log(`seed ${seed}: the same again with --seed ${seed}`);
  const stack = await startStack(join(folder, 'aws'), {
    sessionSeconds,
    keepsVersions: false,
    config: (usual) => ({ ...usual, transfers: { stallSeconds, partMiB } }),
  });
  const [person] = stack.aws.demoUsers;
  if (person === undefined) throw new Error('the local AWS has no demo users');
  const ledger = createLedger();
  const hashes = new Map<string, string>();
  const saved = watchSavedFiles(hashes, (name) =>
    ledger.complain('corrupt', `${name} was saved with other bytes than were sealed`),
  );
  const browser = await startSoakBrowser(join(folder, 'browser'), {
    onDownload: saved.add,
    onUncaught: (message) => ledger.complain('uncaught', message),
  });
  const world: World = { stack, person, browser, ledger, saved, folder: join(folder, 'files') };
  await mkdir(world.folder);
  const happened: Happening['kind'][] = [];
  const begun = Date.now();
  try {
    await signInAgain(world);
    for (const wave of planWaves(seed)) {
      if (wave.number < from) continue;
      const before = Date.now();
      const now = await performWave(world, wave, seed, hashes);
      happened.push(...now);
      const seconds = ((Date.now() - before) / 1000).toFixed(0);
      const started = ledger.entries().length;
      console.log(
        `wave ${wave.number}: ${seconds} s, ${started} of ${transfers} transfers, ${now.join(', ')}`,
      );
      if (started >= transfers || Date.now() - begun > minutes * 60_000) break;
    }
    await calm(world);
    await signInAgain(world);
    await checkEnd(world);
    const faults = await readFaults(stack.aws.url);
    const seconds = (Date.now() - begun) / 1000;
    console.log(`\n${tableOf(ledger, { seed, seconds, wanted: transfers, happened, faults })}`);
  } finally {
    await browser.close();
    await stack.close();
  }
  return hasPassed(ledger, { wanted: transfers });
}

async function readFaults(url: string): Promise<FaultTally> {
  const answer = await fetch(`${url}/_local/faults`, { headers: { 'x-sealdrop-local': '1' } });
  return parse(faultTallySchema, await answer.json());
}

function readArguments(): Wish {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      transfers: { type: 'string' },
      minutes: { type: 'string' },
      from: { type: 'string' },
    },
  });
  return {
    seed: wholeNumber(values.seed, randomInt(2 ** 31)),
    transfers: wholeNumber(values.transfers, 500),
    minutes: wholeNumber(values.minutes, 60),
    from: wholeNumber(values.from, 1),
  };
}

function wholeNumber(text: string | undefined, fallback: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isInteger(value) || value < 0) throw new Error(`${text} is not a whole number`);
  return value;
}

await main();
