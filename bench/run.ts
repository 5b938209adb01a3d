import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { build, preview } from 'vite';
import { findOrInstallChromium } from '../scripts/chromium.mjs';
import { buildApp, root } from '../scripts/prepare.mjs';
import { startLocalAws } from '../local/aws.ts';
import { signInAsUser } from '../local/testing/sign-in.ts';
import { chromiumArgs } from './chromium-process.ts';
import { measureMemory } from './memory.ts';
import { writeNoise } from './noise-file.ts';
import { ratioOf, readResults, writeResults, type BenchResult } from './result.ts';

const coreSamples = 9;
const uploadSamples = 5;
const uploadMiB = 256;

const groups = ['rates', 'memory'] as const;
type Group = (typeof groups)[number];

/** Measures what the README states, all of it or one group, and writes `bench/results.json`; the other group's figures stay. */
async function main(): Promise<void> {
  const wanted = wantedGroups(process.argv[2]);
  buildApp();
  const file = join(root, 'bench', 'results.json');
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-'));
  try {
    const measured = [
      ...(wanted.includes('rates') ? await inBrowser((browser) => measureRates(browser, folder)) : []),
      ...(wanted.includes('memory') ? await measureMemory(folder) : []),
    ];
    const kept = readResults(file).filter((result) => !wanted.includes(groupOf(result)));
    const all = groups.flatMap((group) =>
      [...kept, ...measured].filter((result) => groupOf(result) === group),
    );
    writeResults(file, all);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function wantedGroups(argument: string | undefined): readonly Group[] {
  if (argument === undefined) return groups;
  const wanted = groups.filter((group) => group === argument);
  if (wanted.length === 0) throw new Error(`usage: npm run bench [-- ${groups.join(' | ')}]`);
  return wanted;
}

function groupOf({ name }: BenchResult): Group {
  return name.startsWith('memory.') ? 'memory' : 'rates';
}

async function inBrowser<T>(perform: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(),
    args: chromiumArgs,
  });
  try {
    return await perform(browser);
  } finally {
    await browser.close();
  }
}

/** Ratios, each side by side in one worker of one page. */
async function measureRates(browser: Browser, folder: string): Promise<BenchResult[]> {
  const configFile = join(root, 'bench', 'page', 'vite.config.ts');
  await build({ configFile, logLevel: 'error' });
  const site = await preview({
    configFile,
    logLevel: 'error',
    preview: { port: 0, host: 'localhost', strictPort: false },
  });
  const origin = new URL(site.resolvedUrls?.local[0] ?? '').origin;
  const aws = await startLocalAws({ folder: join(folder, 'rates'), port: 0, appOrigin: origin });
  try {
    const [alice] = aws.demoUsers;
    if (alice === undefined) throw new Error('no demo user');
    const { idToken } = await signInAsUser(aws, alice.username, alice.password);
    const page = await browser.newPage();
    await page.goto(origin);
    const noise = join(folder, 'rates.bin');
    await writeNoise(noise, uploadMiB);
    await page.locator('input').setInputFiles(noise);
    const run = (job: Parameters<Window['bench']>[0]): Promise<readonly number[]> =>
      page.evaluate((wanted) => window.bench(wanted), job);
    const results = [
      ratioOf('seal.vs_subtle', await run({ job: 'seal', samples: coreSamples })),
      ratioOf('open.vs_subtle', await run({ job: 'open', samples: coreSamples })),
      ratioOf(
        'upload.vs_lib_storage',
        await run({ job: 'upload', samples: uploadSamples, config: aws.config, idToken }),
      ),
    ];
    await page.close();
    return results;
  } finally {
    await aws.close();
    await site.close();
  }
}

await main();
