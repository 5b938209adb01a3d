import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { startLocalAws } from '../local/aws.ts';
import { signInAsUser } from '../local/testing/sign-in.ts';
import { findOrInstallChromium } from '../scripts/chromium.mjs';
import { root } from '../scripts/prepare.mjs';
import { chromiumArgs } from './chromium-process.ts';

/** Of the bundler. */
export const benchPageConfig = join(root, 'bench', 'page', 'vite.config.ts');

/** The bench's own page, served, and a local AWS of its own. */
export interface BenchSite {
  /** where the page is */
  readonly origin: string;
  readonly aws: Awaited<ReturnType<typeof startLocalAws>>;
  /** of a demo user, fresh */
  readonly idToken: string;
}

/** The same in a fresh browser that is watched throughout. */
export interface BenchPage extends BenchSite {
  readonly page: Page;
}

/** Builds the bench page, serves it, and ends everything after `measure`. @param folder where the local AWS may keep its state */
export async function onBenchSite<T>(folder: string, measure: (site: BenchSite) => Promise<T>): Promise<T> {
  await build({ configFile: benchPageConfig, logLevel: 'error' });
  const site = await preview({
    configFile: benchPageConfig,
    logLevel: 'error',
    preview: { port: 0, host: 'localhost', strictPort: false },
  });
  const origin = new URL(site.resolvedUrls?.local[0] ?? '').origin;
  const aws = await startLocalAws({ folder, port: 0, appOrigin: origin, keepsVersions: false });
  try {
    const [alice] = aws.demoUsers;
    if (alice === undefined) throw new Error('no demo user');
    const { idToken } = await signInAsUser(aws, alice.username, alice.password);
    return await measure({ origin, aws, idToken });
  } finally {
    await aws.close();
    await site.close();
  }
}

/** As `onBenchSite`, in a browser. */
export function onBenchPage<T>(folder: string, measure: (bench: BenchPage) => Promise<T>): Promise<T> {
  return onBenchSite(folder, async (site) => {
    const executablePath = await findOrInstallChromium();
    const browser = await chromium.launch({ executablePath, args: chromiumArgs });
    try {
      const page = await browser.newPage();
      await page.goto(site.origin);
      return await measure({ ...site, page });
    } finally {
      await browser.close();
    }
  });
}
