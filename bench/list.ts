import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { chromium, type Page } from '@playwright/test';
import { chooseFiles, signIn, startStack, storedKeys, type Stack } from '../e2e/stack.ts';
import { findOrInstallChromium } from '../scripts/chromium.mjs';
import { chromiumArgs } from './chromium-process.ts';
import { median, valueOf, type BenchResult } from './result.ts';

const objects = 100_000;
/** Requests that seed the store at the same time. */
const lanes = 16;
const samples = 3;
/** Wheel turns of one scroll, each one frame or so apart, and pixels of a turn. */
const turns = 240;
const turn = 700;

/**
 * A folder of 100,000 objects: milliseconds until its first lines show and until all of it is there, and the usual and the longest time from
 * one frame to the next while it is scrolled by the wheel.
 */
export async function measureList(folder: string): Promise<BenchResult[]> {
  const own = await mkdtemp(join(folder, 'list-'));
  const stack = await startStack(own);
  const browser = await chromium.launch({
    executablePath: await findOrInstallChromium(),
    args: chromiumArgs,
  });
  try {
    const page = await browser.newPage();
    const [alice] = stack.aws.demoUsers;
    if (alice === undefined) throw new Error('no demo user');
    await signIn(page, stack, alice);
    await chooseFiles(page, [{ name: 'first.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }]);
    await page.getByRole('button', { name: 'Open first.txt' }).waitFor();
    await seed(stack);
    const shown: number[] = [];
    const whole: number[] = [];
    const usual: number[] = [];
    const longest: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      await page.reload();
      const begun = performance.now();
      await page.getByRole('grid').locator('tbody tr').first().waitFor();
      shown.push(performance.now() - begun);
      await page.getByText('100,001 files', { exact: true }).waitFor({ timeout: 300_000 });
      whole.push(performance.now() - begun);
      const gaps = await frameGaps(page);
      usual.push(median(gaps));
      longest.push(Math.max(...gaps));
    }
    return [
      valueOf('list.first_ms', 'ms', shown),
      valueOf('list.whole_ms', 'ms', whole),
      valueOf('list.frame_ms', 'ms', usual),
      valueOf('list.longest_frame_ms', 'ms', longest),
    ];
  } finally {
    await browser.close();
    await stack.close();
    await rm(own, { recursive: true, force: true });
  }
}

async function seed(stack: Stack): Promise<void> {
  const [first = ''] = await storedKeys(stack);
  const top = first.slice(0, first.indexOf('/'));
  const numbers = Array.from({ length: objects }, (_, index) => index).values();
  const lane = async (): Promise<void> => {
    for (const index of numbers) {
      const Key = `${top}/scan ${String(index).padStart(6, '0')}.tif`;
      await stack.s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key, Body: 'x' }));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** Scrolls from the top and gives the milliseconds from frame to frame meanwhile. What runs in the page has no inner function by name: the page knows nothing of what the compiler would wrap it in. */
async function frameGaps(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.mouse.move(400, 500);
  const gaps = page.evaluate(async (frames) => {
    const found: number[] = [];
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (let frame = 0; frame < frames; frame++) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      found.push(now - last);
      last = now;
    }
    return found;
  }, turns);
  for (let index = 0; index < turns; index++) await page.mouse.wheel(0, turn);
  return gaps;
}
