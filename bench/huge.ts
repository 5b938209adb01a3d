import { mkdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { startStack } from '../e2e/stack.ts';
import { isMarked, writeMarked } from './marked-file.ts';
import { valueOf, type BenchResult } from './result.ts';
import { openUnwatched, sealUnwatched } from './unwatched.ts';

const GiB = 1024 ** 3;
const wantedGiB = 20;
/** left alone on the disk */
const spareGiB = 8;
const name = 'huge.bin';

/**
 * Growth of the app's renderer while 20 GiB are sealed, and opened by another, fresh one. Where the disk has no room for the stored
 * and the saved copy, a smaller file is moved, and the output says so.
 */
export async function measureHuge(folder: string): Promise<BenchResult[]> {
  const own = join(folder, 'huge');
  await mkdir(own);
  const gibibytes = await possible(own);
  const mebibytes = gibibytes * 1024;
  const stack = await startStack(join(own, 'aws'));
  try {
    const path = join(own, name);
    await writeMarked(path, mebibytes);
    const sealed = await sealUnwatched(stack, join(own, 'sealing'), path);
    const opened = await openUnwatched(stack, join(own, 'opening'), { name, bytes: gibibytes * GiB });
    if (!(await isMarked(opened.saved, mebibytes))) throw new Error(`${name}: other bytes came back`);
    console.log(`${gibibytes} GiB came back as they were`);
    return [
      valueOf('huge.upload_mib', 'MiB', [sealed.growth]),
      valueOf('huge.download_mib', 'MiB', [opened.growth]),
      valueOf('huge.browser_mib', 'MiB', [Math.max(sealed.browserGrowth, opened.browserGrowth)]),
    ];
  } finally {
    await stack.close();
    await rm(own, { recursive: true, force: true });
  }
}

async function possible(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  const freeGiB = Math.floor((bavail * bsize) / GiB);
  const gibibytes = Math.min(wantedGiB, Math.floor((freeGiB - spareGiB) / 2));
  if (gibibytes < 1) throw new Error(`${folder}: ${freeGiB} GiB free are too few`);
  if (gibibytes < wantedGiB)
    console.log(`${freeGiB} GiB are free: ${gibibytes} GiB are moved instead of ${wantedGiB}`);
  return gibibytes;
}
