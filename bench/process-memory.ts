import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

const MiB = 1024 * 1024;

/** Resident memory of some processes, such as the renderers: pages and their workers. Linux only. */
export interface ProcessMemory {
  /** Reads the high-water marks. To be called often: a browser resets them for statistics of its own. */
  look(): void;
  /** MiB resident when the watch began, of the process that grew most since */
  base(): number;
  /** that process's peak growth in MiB since, by the kernel's own high-water mark */
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
export function watchProcesses(ids: readonly number[]): ProcessMemory {
  const watched = ids.flatMap((id) => {
    const base = isReset(id) ? statusWhileAlive(id, 'VmRSS') : null;
    return base === null ? [] : [{ id, base, peak: base }];
  });
  const look = (): void => {
    for (const one of watched) one.peak = Math.max(one.peak, statusWhileAlive(one.id, 'VmHWM') ?? 0);
  };
  const grown = (): { readonly base: number; readonly growth: number } => {
    look();
    const alive = watched.filter(({ id }) => statusWhileAlive(id, 'VmRSS') !== null);
    if (alive.length === 0) throw new Error('no process is left to measure');
    return alive
      .map(({ base, peak }) => ({ base, growth: peak - base }))
      .reduce((most, one) => (one.growth > most.growth ? one : most));
  };
  return { look, base: () => grown().base / MiB, growth: () => grown().growth / MiB };
}

/** Whether the process is there, and its high-water mark is where it is now. */
function isReset(id: number): boolean {
  try {
    writeFileSync(`/proc/${id}/clear_refs`, '5');
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser ends renderers that show nothing any more, such as that of the sign-in page; the app's own lives while the app works. Of one that
 * is about to be gone the kernel still has a status, without its memory.
 * @returns bytes
 */
function statusWhileAlive(id: number, field: 'VmRSS' | 'VmHWM'): number | null {
  let status: string;
  try {
    status = readFileSync(`/proc/${id}/status`, 'utf8');
  } catch {
    return null;
  }
  const match = new RegExp(`^${field}:\\s+(\\d+) kB`, 'mu').exec(status);
  return match === null ? null : Number(match[1]) * 1024;
}
