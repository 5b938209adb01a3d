/**
 * Takes every scene in light and dark, wide and narrow, and runs axe on each:
 * `node --import tsx e2e/preview/screenshots.ts <folder> [scene...]`. Exits with 1 when axe or the console complains.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { scenes } from './scenes.ts';

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) throw new Error('say which folder the screenshots go to');

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const looks = [
  { name: 'light-1280', colorScheme: 'light', width: 1280 },
  { name: 'dark-1280', colorScheme: 'dark', width: 1280 },
  { name: 'light-390', colorScheme: 'light', width: 390 },
  { name: 'dark-390', colorScheme: 'dark', width: 390 },
] as const;

const complaints: string[] = [];
const server = await createServer({
  configFile: fileURLToPath(new URL('vite.config.ts', import.meta.url)),
  logLevel: 'error',
});
await server.listen();
const executablePath = process.env['CHROMIUM'];
const browser = await chromium.launch({
  args: browserFlags,
  ...(executablePath === undefined ? {} : { executablePath }),
});
await mkdir(folder, { recursive: true });

for (const state of wanted.length > 0 ? wanted : Object.keys(scenes)) {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${state}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${state}: ${error.message}`));
  await page.goto(`http://127.0.0.1:5199/?state=${state}`);
  await page.locator('h1, h2').first().waitFor();
  if (state.startsWith('inspect')) await inspect(page, state);
  if (state.startsWith('sign-out')) await page.getByRole('button', { name: 'Sign out' }).click();
  if (state === 'unfinished') await chooseWrongFile(page);
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  for (const { name, colorScheme, width } of looks) await examine(page, state, name, colorScheme, width);
  await context.close();
}

await browser.close();
await server.close();
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

/** The panel, and what it says of a verification. */
async function inspect(page: Page, state: string): Promise<void> {
  await page.getByRole('button', { name: /^Inspect Discharge/u }).click();
  await page.getByRole('dialog').waitFor();
  if (state === 'inspect-loading' || state === 'inspect-failed') return;
  await page.locator('.panel').waitFor();
  if (state === 'inspect-verified' || state === 'inspect-verifying') {
    await page.getByRole('button', { name: 'Verify a sample' }).click();
    await page.getByText(state === 'inspect-verified' ? 'Save report' : '84 of 191 frames').waitFor();
  }
}

/** Shows what a row says of another file than the interrupted one. */
async function chooseWrongFile(page: Page): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose file: Torsion test' }).click();
  await (await chooser).setFiles({ name: 'another.csv', mimeType: 'text/csv', buffer: Buffer.from('x') });
  await page.getByRole('alert').waitFor();
}

async function examine(
  page: Page,
  state: string,
  name: string,
  colorScheme: 'light' | 'dark',
  width: number,
): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
  await page.screenshot({ path: join(folder ?? '.', `${state}-${name}.png`) });
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    // axe takes minutes for thousands of rows, which are all alike
    const { violations } =
      document.querySelectorAll('tr').length > 1000 ? { violations: [] } : await window.axe.run();
    const overflow = document.documentElement.scrollWidth - window.innerWidth;
    return [
      ...violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 300))
            .join(' | ')}`,
      ),
      ...(overflow > 0 ? [`scrolls sideways by ${overflow}px`] : []),
    ];
  });
  complaints.push(...found.map((complaint) => `${state}, ${name}: ${complaint}`));
}

declare global {
  interface Window {
    readonly axe: {
      run(): Promise<{
        violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
      }>;
    };
  }
}
