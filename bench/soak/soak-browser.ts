import type { Browser, Download, Page } from '@playwright/test';
import { startChromium, type ChromiumProcess } from '../chromium-process.ts';
import type { OpenWay } from './plan.ts';

/** One Chromium with a profile on disk, through all its deaths. */
export interface SoakBrowser {
  readonly page: () => Page;
  /** `kill -9`, and another with the same profile. */
  killAndRestart(): Promise<void>;
  /** The renderer dies, and the person opens another tab. */
  crashTab(): Promise<void>;
  /** An error nobody catches, in the worker that holds the keys. @returns false when it did not run */
  crashWorker(): Promise<boolean>;
  /** From the next load on. */
  useWay(way: OpenWay): Promise<void>;
  close(): Promise<void>;
}

const wayKey = 'soak.openWay';
const crash = 'crashed on purpose';

export async function startSoakBrowser(
  folder: string,
  listen: {
    readonly onDownload: (download: Download) => void;
    readonly onUncaught: (message: string) => void;
  },
): Promise<SoakBrowser> {
  let child: ChromiumProcess;
  let browser: Browser;
  let page: Page;

  const take = (taken: Page): void => {
    taken.on('download', listen.onDownload);
    taken.on('pageerror', ({ message }) => {
      if (!message.includes(crash)) listen.onUncaught(message);
    });
    page = taken;
  };
  const start = async (): Promise<void> => {
    child = await startChromium(folder);
    browser = await child.connect();
    const [context] = browser.contexts();
    const [first] = context?.pages() ?? [];
    if (context === undefined || first === undefined) throw new Error('the browser has no page');
    await context.addInitScript(imitateOtherBrowsers, wayKey);
    take(first);
  };

  await start();
  return {
    page: () => page,
    async killAndRestart() {
      await child.kill();
      await start();
    },
    async crashTab() {
      const crashed = page;
      const session = await crashed.context().newCDPSession(crashed);
      const died = crashed.waitForEvent('crash');
      session.send('Page.crash').catch(() => undefined);
      await died;
      take(await crashed.context().newPage());
      await crashed.close();
    },
    async crashWorker() {
      const vault = page.workers().find((worker) => worker.url().includes('vault.worker'));
      await vault?.evaluate((message) => {
        setTimeout(() => {
          throw new Error(message);
        });
      }, crash);
      return vault !== undefined;
    },
    async useWay(way) {
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [wayKey, way] as const);
    },
    close: () => child.close(),
  };
}

/** A dialog of the operating system cannot be answered from here, so the page sees a browser that has none; some have no service worker either. */
function imitateOtherBrowsers(key: string): void {
  Reflect.deleteProperty(window, 'showSaveFilePicker');
  Reflect.deleteProperty(window, 'showOpenFilePicker');
  if (localStorage.getItem(key) === 'private-file')
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
}
