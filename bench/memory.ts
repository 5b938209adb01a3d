import { mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { signIn, startStack, storedKeys } from '../e2e/stack.ts';
import { startChromium, type ChromiumProcess } from './chromium-process.ts';
import { writeNoise } from './noise-file.ts';
import { rendererIds, watchRenderers } from './renderer-memory.ts';
import { valueOf, type BenchResult } from './result.ts';

const MiB = 1024 * 1024;
const fileMiB = 1024;
const samples = 3;
const fileName = 'large.bin';
/** Milliseconds in which to leave the browser before the page begins. */
const headStart = 5_000;
const patience = 600_000;

type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * Growth of the app's renderer while 1 GiB is sealed, and while it is opened by another, fresh one. Nobody is connected to
 * the browser meanwhile: for a connected inspector it keeps the latest answers, up to 200 MB of them, in the renderer.
 */
export async function measureMemory(folder: string): Promise<BenchResult[]> {
  const up: number[] = [];
  const down: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const own = await mkdtemp(join(folder, 'memory-'));
    const stack = await startStack(join(own, 'aws'));
    try {
      up.push(await inFreshBrowser(join(own, 'sealing'), (browser) => sealLarge(browser, stack, own)));
      down.push(await inFreshBrowser(join(own, 'opening'), (browser) => openLarge(browser, stack)));
    } finally {
      await stack.close();
      await rm(own, { recursive: true, force: true });
    }
  }
  return [valueOf('memory.upload_mib', 'MiB', up), valueOf('memory.download_mib', 'MiB', down)];
}

async function inFreshBrowser(
  folder: string,
  measure: (browser: ChromiumProcess) => Promise<number>,
): Promise<number> {
  const browser = await startChromium(folder);
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

async function sealLarge(browser: ChromiumProcess, stack: Stack, folder: string): Promise<number> {
  const path = join(folder, fileName);
  await writeNoise(path, fileMiB);
  return growthOf(browser, stack, {
    name: 'sealing',
    prepare: async (page) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Choose files' }).first().click();
      const chosen = await chooser;
      // The app takes the files up on this event; it gets it when nobody is connected any more.
      await page.evaluate((delay) => {
        window.addEventListener(
          'change',
          (event) => {
            event.stopImmediatePropagation();
            const input = event.target;
            setTimeout(() => input?.dispatchEvent(new Event('change', { bubbles: true })), delay);
          },
          { capture: true, once: true },
        );
      }, headStart);
      await chosen.setFiles(path);
    },
    isDone: async () => (await storedKeys(stack)).some((key) => key.endsWith(`/${fileName}`)),
  });
}

async function openLarge(browser: ChromiumProcess, stack: Stack): Promise<number> {
  const saved = join(browser.downloads, fileName);
  return growthOf(browser, stack, {
    name: 'opening',
    prepare: async (page) => {
      const button = page.getByRole('button', { name: `Open ${fileName}`, exact: true });
      await button.evaluate((element: HTMLElement, delay) => {
        setTimeout(() => element.click(), delay);
      }, headStart);
    },
    isDone: async () => {
      const found = await stat(saved).catch(() => null);
      return found?.size === fileMiB * MiB;
    },
  });
}

/** Peak growth in MiB. `prepare` makes the page begin on its own, `headStart` later. */
async function growthOf(
  browser: ChromiumProcess,
  stack: Stack,
  job: {
    readonly name: string;
    readonly prepare: (page: Page) => Promise<void>;
    readonly isDone: () => Promise<boolean>;
  },
): Promise<number> {
  const [alice] = stack.aws.demoUsers;
  if (alice === undefined) throw new Error('no demo user');
  const connection = await browser.connect();
  const page = connection.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('the browser has no page');
  await signIn(page, stack, alice);
  const ids = await rendererIds(connection);
  await job.prepare(page);
  const begin = Date.now() + headStart;
  await connection.close();
  await sleep(headStart / 2);
  if (Date.now() >= begin)
    throw new Error(`${job.name}: the machine was too busy to leave the browser in time`);
  const memory = watchRenderers(ids);
  while (!(await job.isDone())) {
    if (Date.now() > begin + patience) throw new Error(`${job.name} did not end in ${patience} ms`);
    await sleep(200);
  }
  const growth = memory.growth();
  const seconds = (Date.now() - begin) / 1000;
  console.log(
    `${job.name} ${fileMiB} MiB: ${memory.base().toFixed(0)} MiB resident, ${growth.toFixed(0)} more at the peak, ` +
      `${(fileMiB / seconds).toFixed(0)} MiB/s`,
  );
  return growth;
}
