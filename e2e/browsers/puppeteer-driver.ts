import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, type ElementHandle, type LaunchOptions } from 'puppeteer-core';
import { callExpression, type Driver, type PageElement } from './driver.ts';

/** Chromium by the DevTools protocol, with a profile on disk, as people have. */
export function startChromium(executablePath: string, folder: string): Promise<Driver> {
  return start(folder, {
    browser: 'chrome',
    executablePath,
    userDataDir: join(folder, 'profile'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}

/** Firefox by WebDriver BiDi, with a profile on disk. */
export function startFirefox(executablePath: string, folder: string): Promise<Driver> {
  return start(folder, { browser: 'firefox', executablePath });
}

async function start(folder: string, options: LaunchOptions): Promise<Driver> {
  const downloads = join(folder, 'Downloads');
  await mkdir(downloads, { recursive: true });
  const browser = await launch({
    ...options,
    headless: true,
    env: { ...process.env, HOME: folder },
    downloadBehavior: { policy: 'allow', downloadPath: downloads },
    defaultViewport: { width: 1280, height: 900 },
  });
  const rootProcess = browser.process()?.pid;
  if (rootProcess === undefined) throw new Error('the browser has no process');
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  page.on('dialog', (dialog) => void dialog.accept());
  return {
    downloads,
    rootProcess,
    version: (await browser.version()).replace(/^\D*/u, ''),
    async goto(url) {
      await page.goto(url);
    },
    async reload() {
      await page.reload();
    },
    async evaluate(pageFunction, ...args) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the function's own result, by way of JSON
      return (await page.evaluate(callExpression(pageFunction, args))) as Awaited<
        ReturnType<typeof pageFunction>
      >;
    },
    async find(pageFunction, ...args) {
      const handle = await page.evaluateHandle(callExpression(pageFunction, args));
      const element = handle.asElement();
      if (element === null) {
        await handle.dispose();
        return null;
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the function gives elements only
      return elementOf(element as ElementHandle);
    },
    close: () => browser.close(),
  };
}

function elementOf(handle: ElementHandle): PageElement {
  return {
    click: () => handle.click(),
    type: (text) => handle.type(text),
    async chooseFile(path) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only asked of file inputs
      await (handle as ElementHandle<HTMLInputElement>).uploadFile(path);
    },
  };
}
