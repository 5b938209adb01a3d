import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

const MiB = 1024 * 1024;

/** Resident memory of Chromium's renderer processes: the page and its workers. Linux only. */
export interface RendererMemory {
  /** peak growth in MiB since the watch began, by the kernel's own high-water mark */
  growth(): number;
}

/**
 * Begins to watch the renderers that live now. The high-water mark is reset first, so what came before does not count;
 * the process is measured, not the JavaScript heap, because buffers outside the heap are what grows.
 */
export async function watchRenderers(browser: Browser): Promise<RendererMemory> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const before = renderers.map((pid) => {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
    return statusOf(pid, 'VmRSS');
  });
  return {
    growth: () =>
      Math.max(...renderers.map((pid, index) => (statusOf(pid, 'VmHWM') - (before[index] ?? 0)) / MiB)),
  };
}

/** bytes */
function statusOf(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'mu').exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (match === null) throw new Error(`/proc/${pid}/status has no ${field}`);
  return Number(match[1]) * 1024;
}
