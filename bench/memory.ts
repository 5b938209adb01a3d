import { link, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startStack } from '../e2e/stack.ts';
import { writeNoise } from './noise-file.ts';
import { median, valueOf, type BenchResult } from './result.ts';
import { openUnwatched, sealUnwatched } from './unwatched.ts';

const fileMiB = 1024;
const samples = 3;
const name = 'large.bin';

/**
 * Growth of the app's renderer while 1 GiB is sealed, and while it is opened by another, fresh one; of the browser's own process in the worse of both; the longest task of the
 * page's thread in both; and, while it is sealed once more, the usual and the longest time from one frame to the next.
 */
export async function measureMemory(folder: string): Promise<BenchResult[]> {
  const up: number[] = [];
  const down: number[] = [];
  const browser: number[] = [];
  const tasks: number[] = [];
  const usual: number[] = [];
  const longest: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const own = await mkdtemp(join(folder, 'memory-'));
    const stack = await startStack(join(own, 'aws'));
    try {
      const path = join(own, name);
      await writeNoise(path, fileMiB);
      const sealed = await sealUnwatched(stack, join(own, 'sealing'), path);
      const file = { name, bytes: fileMiB * 1024 * 1024 };
      const opened = await openUnwatched(stack, join(own, 'opening'), file);
      up.push(sealed.growth);
      down.push(opened.growth);
      browser.push(Math.max(sealed.browserGrowth, opened.browserGrowth));
      tasks.push(Math.max(sealed.longestTask, opened.longestTask));
      const drawn = join(own, `again-${name}`);
      await link(path, drawn);
      const { frames } = await sealUnwatched(stack, join(own, 'drawing'), drawn, { frames: true });
      usual.push(median(frames));
      longest.push(Math.max(...frames));
    } finally {
      await stack.close();
      await rm(own, { recursive: true, force: true });
    }
  }
  return [
    valueOf('memory.upload_mib', 'MiB', up),
    valueOf('memory.download_mib', 'MiB', down),
    valueOf('memory.browser_mib', 'MiB', browser),
    valueOf('page.longest_task_ms', 'ms', tasks),
    valueOf('move.frame_ms', 'ms', usual),
    valueOf('move.longest_frame_ms', 'ms', longest),
  ];
}
