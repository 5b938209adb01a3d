import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findOrInstallChromium } from '../scripts/chromium.mjs';

export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** Milliseconds in which to leave the browser before a page begins. */
export const headStart = 5_000;

/** A Chromium that goes on when nobody is connected to it. */
export interface ChromiumProcess {
  /** of the browser's own process */
  readonly id: number;
  /** where it saves downloads */
  readonly downloads: string;
  /** `close()` of the browser given only disconnects. */
  connect(): Promise<Browser>;
  close(): Promise<void>;
  /** `kill -9`: it writes nothing any more. The same folder may be started again. */
  kill(): Promise<void>;
}

/**
 * Starts Chromium with a profile on disk, so that private storage is on disk too, as it is for people: a context without a
 * profile keeps it in memory. `folder` must be new, or that of one that ended; it becomes the home of the process.
 */
export async function startChromium(folder: string): Promise<ChromiumProcess> {
  await mkdir(folder, { recursive: true });
  const child = spawn(
    await findOrInstallChromium(),
    [
      '--headless',
      ...chromiumArgs,
      '--remote-debugging-port=0',
      `--user-data-dir=${join(folder, 'profile')}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HOME: folder } },
  );
  const endpoint = await endpointOf(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('Chromium has no process');
  return {
    id: pid,
    downloads: join(folder, 'Downloads'),
    connect: () => chromium.connectOverCDP(endpoint, { isLocal: true }),
    close: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

/** Has its page prepared to begin by itself, `headStart` later, and disconnects. */
export async function leaveAlone(
  browser: ChromiumProcess,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const connection = await browser.connect();
  const page = connection.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('the browser has no page');
  await prepare(page);
  await connection.close();
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function endpointOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('Chromium has no standard error to read');
  const lines = createInterface(child.stderr);
  return new Promise((resolve, reject) => {
    // Read to the end: a full pipe would stop the process.
    lines.on('line', (line) => {
      const endpoint = /^DevTools listening on (ws:\S+)$/u.exec(line)?.[1];
      if (endpoint !== undefined) resolve(endpoint);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code} before it listened`)));
  });
}
