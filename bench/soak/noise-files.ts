import { createCipheriv, createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { SoakFile } from './plan.ts';

const block = Buffer.alloc(4 * 1024 * 1024);

/** Writes a file whose bytes follow from its name and the seed; gives its SHA-256. */
export async function writeSoakFile(path: string, { name, size }: SoakFile, seed: number): Promise<string> {
  const key = createHash('sha256').update(`${seed} ${name}`).digest();
  const noise = createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let left = size; left > 0; left -= block.length) {
      const bytes = noise.update(left < block.length ? block.subarray(0, left) : block);
      hash.update(bytes);
      await file.write(bytes);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** SHA-256 of a file. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest('hex');
}
