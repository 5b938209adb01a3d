import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

const MiB = 1024 * 1024;

/** Resident memory of renderer processes: pages and their workers. Linux only. */
export interface RendererMemory {
  /** MiB resident when the watch began, of the renderer that grew most since */
  base(): number;
  /** that renderer's peak growth in MiB since, by the kernel's own high-water mark */
  growth(): number;
}

/** The process ids of the renderers that live now. */
export async function rendererIds(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/**
 * Begins to watch these processes. The high-water mark is reset first, so what came before does not count; the process is
 * measured, not the JavaScript heap, because buffers outside the heap are what grows.
 */
export function watchRenderers(ids: readonly number[]): RendererMemory {
  const before = ids.map((id) => {
    writeFileSync(`/proc/${id}/clear_refs`, '5');
    return { id, base: statusOf(id, 'VmRSS') };
  });
  const grown = (): { readonly base: number; readonly growth: number } => {
    const all = before.map(({ id, base }) => ({ base, growth: statusOf(id, 'VmHWM') - base }));
    return all.reduce((most, one) => (one.growth > most.growth ? one : most));
  };
  return { base: () => grown().base / MiB, growth: () => grown().growth / MiB };
}

/** bytes */
function statusOf(id: number, field: 'VmRSS' | 'VmHWM'): number {
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'mu').exec(readFileSync(`/proc/${id}/status`, 'utf8'));
  if (match === null) throw new Error(`/proc/${id}/status has no ${field}`);
  return Number(match[1]) * 1024;
}
