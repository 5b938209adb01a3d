import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { frameSpacing, keyFrames, writePaddedVideo } from '../e2e/padded-video.ts';
import { sealFiles, signIn, startStack, storedKeys, type Stack } from '../e2e/stack.ts';
import { valueOf, type BenchResult } from './result.ts';

const MiB = 1024 * 1024;
const bytes = 2048 * MiB;
const pictures = 8;
const name = 'film.webm';

/** MiB that are fetched of a sealed video of 2 GiB until it can be played, and then by a jump to its end. */
export async function measureSeek(folder: string): Promise<BenchResult[]> {
  const own = join(folder, 'seek');
  await mkdir(own);
  const stack = await startStack(join(own, 'aws'));
  const executablePath = process.env['SEALDROP_CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const [alice] = stack.aws.demoUsers;
    if (alice === undefined) throw new Error('no demo user');
    await signIn(page, stack, alice);
    page.setDefaultTimeout(600_000);
    const path = join(own, name);
    await writePaddedVideo(path, { frames: await keyFrames(page, pictures), bytes });
    await sealWhole(page, stack, path);
    await stack.control('DELETE', 'requests');
    await page.getByRole('button', { name: `More for ${name}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'View', exact: true }).click();
    const started = await fetchedOnce(page, stack, (video) => video.readyState >= 1 && !video.seeking);
    const video = page.frameLocator('iframe.view-frame').locator('video');
    await video.evaluate(
      (element: HTMLVideoElement, seconds) => {
        element.currentTime = seconds;
      },
      ((pictures - 1) * frameSpacing) / 1000,
    );
    const sought = await fetchedOnce(page, stack, (element) => !element.seeking && element.currentTime > 0);
    console.log(
      `of 2 GiB, ${started.toFixed(1)} MiB to begin with, ${(sought - started).toFixed(1)} for a jump to the end`,
    );
    return [valueOf('seek.start_mib', 'MiB', [started]), valueOf('seek.jump_mib', 'MiB', [sought - started])];
  } finally {
    await browser.close();
    await stack.close();
    await rm(own, { recursive: true, force: true });
  }
}

async function sealWhole(page: Page, stack: Stack, path: string): Promise<void> {
  await sealFiles(page, path, []);
  await page.getByRole('button', { name: `Open ${name}`, exact: true }).waitFor();
  if ((await storedKeys(stack)).length !== 1) throw new Error(`${name} was not sealed`);
}

/** MiB asked of the store once the video is as far as that, and asks for no more. */
async function fetchedOnce(
  page: Page,
  stack: Stack,
  isThere: (video: HTMLVideoElement) => boolean,
): Promise<number> {
  const video = page.frameLocator('iframe.view-frame').locator('video');
  for (let before = -1; ;) {
    const { ranges } = await stack.requests();
    const asked = Object.values(ranges)
      .flat()
      .reduce((sum, range) => {
        const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/u.exec(range) ?? [];
        return sum + Number(last) - Number(first) + 1;
      }, 0);
    if (asked === before && (await video.evaluate(isThere))) return asked / MiB;
    before = asked;
    // A second in which nothing is asked for is the end of what it wanted.
    await page.waitForTimeout(1_000);
  }
}
