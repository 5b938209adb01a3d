import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

const MiB = 1024 * 1024;

/** Writes a file of zeros with its own place written into every MiB: no two stretches are alike, and hardly any of it takes disk. */
export async function writeMarked(path: string, mebibytes: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    const mark = Buffer.alloc(8);
    for (let index = 0; index < mebibytes; index++) {
      mark.writeBigUInt64BE(BigInt(index) + 1n);
      await file.write(mark, 0, mark.length, index * MiB);
    }
    await file.truncate(mebibytes * MiB);
  } finally {
    await file.close();
  }
}

/** Whether a file holds what `writeMarked` writes, to the last byte. */
export async function isMarked(path: string, mebibytes: number): Promise<boolean> {
  if ((await stat(path)).size !== mebibytes * MiB) return false;
  const expected = Buffer.alloc(MiB);
  let index = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: MiB })) {
    if (!Buffer.isBuffer(chunk)) return false;
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (; rest.length >= MiB; rest = rest.subarray(MiB)) {
      expected.writeBigUInt64BE(BigInt((index += 1)));
      if (!rest.subarray(0, MiB).equals(expected)) return false;
    }
  }
  return rest.length === 0 && index === mebibytes;
}
