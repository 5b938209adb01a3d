import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNoise } from '../../bench/noise-file.ts';
import { buildApp } from '../../scripts/prepare.mjs';
import { startStack } from '../stack.ts';
import type { Driver, StartDriver } from './driver.ts';
import { findOrInstall } from './find-browsers.ts';
import { startChromium, startFirefox } from './puppeteer-driver.ts';
import { performScenario, type ScenarioResult } from './scenario.ts';
import { startWebKit } from './webkit-driver.ts';

const mebibytes = 256;

const browsers = {
  Chromium: (folder) => startChromium(findOrInstall(['chromium']).chromium, folder),
  Firefox: (folder) => startFirefox(findOrInstall(['firefox']).firefox, folder),
  WebKitGTK: (folder) => startWebKit(findOrInstall(['webDriver', 'miniBrowser', 'display']), folder),
} satisfies Record<string, StartDriver>;
type BrowserName = keyof typeof browsers;

type Outcome =
  | { readonly browser: BrowserName; readonly version: string; readonly result: ScenarioResult }
  | { readonly browser: BrowserName; readonly version: string; readonly failure: unknown };

/** Performs the scenario in every browser, or in those named, and ends in a table. Exit code 1 when anything failed. */
async function main(): Promise<void> {
  const wanted = wantedBrowsers(process.argv.slice(2));
  if (process.env['SEALDROP_DIST'] === undefined) buildApp();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-browsers-'));
  try {
    const files = { main: join(folder, 'noise.bin'), reloaded: join(folder, 'reloaded.bin') };
    await writeNoise(files.main, mebibytes);
    await writeNoise(files.reloaded, mebibytes);
    const outcomes: Outcome[] = [];
    for (const browser of wanted) outcomes.push(await perform(browser, files, join(folder, browser)));
    printTable(outcomes);
    process.exitCode = outcomes.every(isGood) ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function wantedBrowsers(args: readonly string[]): readonly BrowserName[] {
  const all: readonly BrowserName[] = ['Chromium', 'Firefox', 'WebKitGTK'];
  if (args.length === 0) return all;
  const wanted = all.filter((name) => args.some((arg) => arg.toLowerCase() === name.toLowerCase()));
  if (wanted.length === args.length) return wanted;
  throw new Error(`usage: npm run test:browsers [-- ${all.join(' | ').toLowerCase()}]`);
}

/** One browser and one local AWS, both new. */
async function perform(
  browser: BrowserName,
  files: { readonly main: string; readonly reloaded: string },
  folder: string,
): Promise<Outcome> {
  console.log(`${browser} ...`);
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true });
  let driver: Driver | null = null;
  let stack: Awaited<ReturnType<typeof startStack>> | null = null;
  try {
    stack = await startStack(join(folder, 'aws'));
    driver = await browsers[browser](home);
    const result = await performScenario(driver, stack, files);
    return { browser, version: driver.version, result };
  } catch (failure) {
    console.error(failure);
    return { browser, version: driver?.version ?? '', failure };
  } finally {
    await driver?.close().catch((cause: unknown) => console.error(cause));
    await stack?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function isGood(outcome: Outcome): boolean {
  return 'result' in outcome && outcome.result.identical;
}

function printTable(outcomes: readonly Outcome[]): void {
  console.log(
    `\n${mebibytes} MiB each way; memory: by how much the process that grew most grew, at its peak`,
  );
  console.table(
    Object.fromEntries(
      outcomes.map((outcome) => [
        `${outcome.browser} ${outcome.version}`,
        'result' in outcome ? row(outcome.result) : { identical: 'FAILED' },
      ]),
    ),
  );
}

function row({ seal, open, sink, identical, resumed }: ScenarioResult): Record<string, string | number> {
  return {
    'seal MiB/s': Math.round(seal.mebibytesPerSecond),
    'open MiB/s': Math.round(open.mebibytesPerSecond),
    sink,
    'seal memory': `${Math.round(seal.growth)} MiB (${seal.grownProcess})`,
    'open memory': `${Math.round(open.growth)} MiB (${open.grownProcess})`,
    'after reload': `${resumed.held} of ${resumed.parts} parts kept`,
    'looks and ZIP': 'yes',
    identical: identical ? 'yes' : 'NO',
  };
}

await main().catch((thrown: unknown) => {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
});
