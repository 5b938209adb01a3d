import { randomFillSync } from 'node:crypto';
import { open } from 'node:fs/promises';

const MiB = 1024 * 1024;

/** Writes a file that does not compress; its bytes repeat every 8 MiB. `mebibytes` is a multiple of 8. */
export async function writeNoise(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'w');
  const block = randomFillSync(Buffer.alloc(8 * MiB));
  for (let written = 0; written < mebibytes; written += 8) await file.write(block);
  await file.close();
}
