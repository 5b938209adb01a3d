import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { signIn, storedKeys, type startStack } from '../e2e/stack.ts';
import { headStart, startChromium, type ChromiumProcess } from './chromium-process.ts';
import { rendererIds, watchProcesses } from './process-memory.ts';

const MiB = 1024 * 1024;
/** Slower than so many bytes a second, a move counts as stuck. */
const slowest = 2 * MiB;

export type Stack = Awaited<ReturnType<typeof startStack>>;

/** How one large file went one way through the app's own page. */
export interface Move {
  /** MiB that its renderer grew, at the peak */
  readonly growth: number;
  /** MiB that the browser's own process grew, at the peak */
  readonly browserGrowth: number;
  /** milliseconds of the page's longest task; 0 when none lasted 50, since a browser tells of no shorter ones */
  readonly longestTask: number;
  /** milliseconds from each frame of the page to the next, the list of transfers in sight; none where they were not watched */
  readonly frames: readonly number[];
}

/** What is asked of the page meanwhile. Watching frames makes it draw sixty a second, which the app does not: its tasks are watched without. */
export interface Watch {
  readonly frames: boolean;
}

/**
 * Seals a file in a fresh browser. Nobody is connected to it meanwhile: for a connected inspector it keeps the latest answers, up
 * to 200 MB of them, in the renderer. @param home a new folder for the browser
 */
export async function sealUnwatched(
  stack: Stack,
  home: string,
  path: string,
  watch: Watch = { frames: false },
): Promise<Move> {
  const { size } = await stat(path);
  const name = basename(path);
  return inFreshBrowser(home, (browser) =>
    moveOf(browser, stack, {
      what: `sealing ${name}`,
      bytes: size,
      prepare: (page) => chooseLater(page, path),
      isDone: async () => (await storedKeys(stack)).some((key) => key.endsWith(`/${name}`)),
      watch,
    }),
  );
}

/** As `sealUnwatched`, for opening. @returns also where it was saved, within `home` */
export async function openUnwatched(
  stack: Stack,
  home: string,
  file: { readonly name: string; readonly bytes: number },
): Promise<Move & { readonly saved: string }> {
  return inFreshBrowser(home, async (browser) => {
    const saved = join(browser.downloads, file.name);
    const move = await moveOf(browser, stack, {
      what: `opening ${file.name}`,
      bytes: file.bytes,
      prepare: async (page) => {
        const button = page.getByRole('button', { name: `Open ${file.name}`, exact: true });
        await button.evaluate((element: HTMLElement, delay) => {
          setTimeout(() => element.click(), delay);
        }, headStart);
      },
      isDone: async () => (await stat(saved).catch(() => null))?.size === file.bytes,
      watch: { frames: false },
    });
    return { ...move, saved };
  });
}

async function inFreshBrowser<T>(
  home: string,
  measure: (browser: ChromiumProcess) => Promise<T>,
): Promise<T> {
  const browser = await startChromium(home);
  try {
    return await measure(browser);
  } finally {
    await browser.close();
  }
}

/** The app takes files up on the input's event; it gets it when nobody is connected any more. */
async function chooseLater(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).first().click();
  const chosen = await chooser;
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
}

/** `prepare` makes the page begin on its own, `headStart` later. */
async function moveOf(
  browser: ChromiumProcess,
  stack: Stack,
  job: {
    readonly what: string;
    readonly bytes: number;
    readonly prepare: (page: Page) => Promise<void>;
    readonly isDone: () => Promise<boolean>;
    readonly watch: Watch;
  },
): Promise<Move> {
  const [alice] = stack.aws.demoUsers;
  if (alice === undefined) throw new Error('no demo user');
  const connection = await browser.connect();
  const page = onlyPage(connection);
  await signIn(page, stack, alice);
  const ids = await rendererIds(connection);
  await job.prepare(page);
  await page.evaluate(watchTasks);
  if (job.watch.frames) await page.evaluate(watchFrames, headStart);
  const begin = Date.now() + headStart;
  await connection.close();
  await sleep(headStart / 2);
  if (Date.now() >= begin)
    throw new Error(`${job.what}: the machine was too busy to leave the browser in time`);
  const memory = watchProcesses(ids);
  const own = watchProcesses([browser.id]);
  const patience = 60_000 + (job.bytes / slowest) * 1000;
  while (!(await job.isDone())) {
    if (Date.now() > begin + patience) throw new Error(`${job.what} did not end in ${patience} ms`);
    memory.look();
    own.look();
    await sleep(200);
  }
  const growth = memory.growth();
  const browserGrowth = own.growth();
  const seconds = (Date.now() - begin) / 1000;
  const { longestTask, frames } = await readWatched(browser);
  console.log(
    `${job.what}, ${(job.bytes / MiB).toFixed(0)} MiB: ${memory.base().toFixed(0)} MiB resident, ${growth.toFixed(0)} more at the ` +
      `peak, the browser’s own ${browserGrowth.toFixed(0)}, longest task ${longestTask.toFixed(0)} ms, ${(job.bytes / MiB / seconds).toFixed(0)} MiB/s`,
  );
  return { growth, browserGrowth, longestTask, frames };
}

function onlyPage(connection: Browser): Page {
  const page = connection.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('the browser has no page');
  return page;
}

declare global {
  // oxlint-disable-next-line no-var -- a global can be declared by var alone
  var longestTask: number | undefined;
  // oxlint-disable-next-line no-var
  var frameGaps: number[] | undefined;
}

/** In the page. */
function watchTasks(): void {
  globalThis.longestTask = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      globalThis.longestTask = Math.max(globalThis.longestTask ?? 0, duration);
  }).observe({ type: 'longtask' });
}

/** In the page, from `delay` milliseconds on. What runs there has no inner function by name: the page knows nothing of what the compiler would wrap it in. */
function watchFrames(delay: number): void {
  const gaps: number[] = (globalThis.frameGaps = []);
  void (async () => {
    await new Promise((resolve) => setTimeout(resolve, delay));
    let last = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    for (;;) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      gaps.push(now - last);
      last = now;
    }
  })();
}

async function readWatched(browser: ChromiumProcess): Promise<Pick<Move, 'longestTask' | 'frames'>> {
  const connection = await browser.connect();
  const { longestTask, frames = [] } = await onlyPage(connection).evaluate(() => ({
    longestTask: globalThis.longestTask,
    frames: globalThis.frameGaps,
  }));
  await connection.close();
  if (longestTask === undefined) throw new Error('the page was loaded anew on the way');
  return { longestTask, frames };
}
