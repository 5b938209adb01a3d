import { setTimeout as sleep } from 'node:timers/promises';
import type { Download } from '@playwright/test';
import { hashFile } from './noise-files.ts';

/** What the browser presents as completely downloaded. */
export interface SavedFiles {
  readonly add: (download: Download) => void;
  /** Whether a whole file of that name was saved since `forget`; waits a little for it. */
  has(name: string): Promise<boolean>;
  forget(name: string): void;
}

/** Milliseconds between a row that says done and the browser's own end of the download, at most. */
const patience = 20_000;

/**
 * Compares each completed download with the file that was sealed, whether or not somebody waits for it.
 * @param onWrong a file was presented as complete and is not the one that was sealed
 */
export function watchSavedFiles(
  hashes: ReadonlyMap<string, string>,
  onWrong: (name: string) => void,
): SavedFiles {
  const checks = new Map<string, Promise<boolean>[]>();
  const check = async (download: Download): Promise<boolean> => {
    const name = download.suggestedFilename();
    // Both reject when the browser is killed.
    const failure = await download.failure().catch(() => 'gone');
    if (failure !== null) return false;
    const path = await download.path();
    const isRight = (await hashFile(path)) === hashes.get(name);
    await download.delete().catch(() => undefined);
    if (!isRight) onWrong(name);
    return isRight;
  };
  return {
    add(download) {
      const name = download.suggestedFilename();
      checks.set(name, [...(checks.get(name) ?? []), check(download).catch(() => false)]);
    },
    async has(name) {
      const until = Date.now() + patience;
      while (Date.now() < until) {
        const known = checks.get(name) ?? [];
        const soon = sleep(300, false);
        const results = await Promise.all(known.map((one) => Promise.race([one, soon])));
        if (results.includes(true)) return true;
        await soon;
      }
      return false;
    },
    forget: (name) => void checks.delete(name),
  };
}
