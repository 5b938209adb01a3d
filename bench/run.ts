import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFillSync } from 'node:crypto';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findOrInstallChromium } from '../scripts/chromium.mjs';
import { buildApp, root } from '../scripts/prepare.mjs';
import { startLocalAws } from '../local/aws.ts';
import { signInAsUser } from '../local/testing/sign-in.ts';
import { openFile, signIn, startStack } from '../e2e/stack.ts';
import { watchRenderers } from './renderer-memory.ts';
import { ratioOf, valueOf, writeResults, type BenchResult } from './result.ts';

const MiB = 1024 * 1024;
const coreSamples = 9;
const uploadSamples = 5;
const uploadMiB = 256;
const memoryMiB = 1024;

const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
];

/** Measures what the README states, and writes `bench/results.json`. */
async function main(): Promise<void> {
  buildApp();
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-'));
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(),
    args: chromiumArgs,
  });
  try {
    const results = [...(await measureRates(browser, folder)), ...(await measureMemory(browser, folder))];
    writeResults(join(root, 'bench', 'results.json'), results);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
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
    await page.locator('input').setInputFiles(await noiseFile(folder, 'rates.bin', uploadMiB));
    const run = (job: object): Promise<readonly number[]> =>
      page.evaluate((wanted) => window.bench(wanted as Parameters<Window['bench']>[0]), job);
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

/** Growth of the app's renderer process while 1 GiB is sealed, and again while it is opened. */
async function measureMemory(browser: Browser, folder: string): Promise<BenchResult[]> {
  const stack = await startStack(join(folder, 'memory'));
  try {
    const [alice] = stack.aws.demoUsers;
    if (alice === undefined) throw new Error('no demo user');
    const page = await (await browser.newContext()).newPage();
    await signIn(page, stack, alice);
    const path = await noiseFile(folder, 'large.bin', memoryMiB);

    const up = await watchRenderers(browser);
    await chooseFile(page, path);
    await page.getByRole('button', { name: 'Open large.bin', exact: true }).waitFor({ timeout: 300_000 });
    const upload = up.growth();

    await page.reload();
    await page.getByRole('button', { name: 'Open large.bin', exact: true }).waitFor();
    const down = await watchRenderers(browser);
    await openFile(page, 'large.bin');
    const download = down.growth();
    return [valueOf('memory.upload_mib', 'MiB', [upload]), valueOf('memory.download_mib', 'MiB', [download])];
  } finally {
    await stack.close();
  }
}

async function chooseFile(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  await (await chooser).setFiles(path);
}

async function noiseFile(folder: string, name: string, mebibytes: number): Promise<string> {
  const path = join(folder, name);
  const file = await open(path, 'w');
  const block = randomFillSync(Buffer.alloc(8 * MiB));
  for (let written = 0; written < mebibytes; written += 8) await file.write(block);
  await file.close();
  return path;
}

await main();
