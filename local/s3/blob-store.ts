import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hasher } from './checksums.ts';
import type { Segment } from './records.ts';

const writeSize = 512 * 1024;
const readSize = 512 * 1024;

/** The bytes of objects and parts: one file each, named by a random id, never by a key. */
export interface BlobStore {
  /** Streams bytes into a new blob, showing each chunk to the hashers. A source that fails leaves nothing behind. */
  receive(
    source: AsyncIterable<Buffer>,
    hashers: readonly Hasher[],
  ): Promise<{ readonly blob: string; readonly size: number }>;
  /** Bytes first..last (inclusive) over the segments put together. */
  read(segments: readonly Segment[], first: number, last: number): AsyncGenerator<Buffer>;
  /** Whether every blob is there with the length its record tells. */
  intact(segments: readonly Segment[]): Promise<boolean>;
  /** Keeps blobs from being deleted until `release` is called, so that a reader is not cut off by an overwrite. */
  hold(segments: readonly Segment[]): { readonly release: () => void };
  /** Deletes blobs, those held once they are released. */
  remove(segments: readonly Segment[]): Promise<void>;
  /** Deletes every blob that is not in the set. */
  keepOnly(blobs: ReadonlySet<string>): Promise<void>;
}

export function createBlobStore(folder: string, temporaryFolder: string): BlobStore {
  const holds = new Map<string, number>();
  const doomed = new Set<string>();
  const fileOf = (blob: string): string => join(folder, blob.slice(0, 2), blob);
  const unlink = (blob: string): Promise<void> => rm(fileOf(blob), { force: true });

  return {
    receive: async (source, hashers) => {
      const blob = randomUUID();
      const temporary = join(temporaryFolder, blob);
      const file = await open(temporary, 'wx');
      try {
        const size = await writeAll(file, source, hashers);
        await file.close();
        await mkdir(join(folder, blob.slice(0, 2)), { recursive: true });
        await rename(temporary, fileOf(blob));
        return { blob, size };
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(temporary, { force: true });
        throw error;
      }
    },
    read: (segments, first, last) => readSegments(segments, first, last, fileOf),
    intact: async (segments) => {
      for (const segment of segments) {
        const facts = await stat(fileOf(segment.blob)).catch(() => null);
        if (facts?.size !== segment.size) return false;
      }
      return true;
    },
    hold: (segments) => {
      for (const { blob } of segments) holds.set(blob, (holds.get(blob) ?? 0) + 1);
      let released = false;
      return {
        release: () => {
          if (released) return;
          released = true;
          for (const { blob } of segments) {
            const left = (holds.get(blob) ?? 1) - 1;
            if (left > 0) holds.set(blob, left);
            else holds.delete(blob);
            if (left <= 0 && doomed.delete(blob)) void unlink(blob).catch(() => undefined);
          }
        },
      };
    },
    remove: async (segments) => {
      for (const { blob } of segments) {
        if (holds.has(blob)) doomed.add(blob);
        else await unlink(blob);
      }
    },
    keepOnly: async (blobs) => {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && !blobs.has(entry.name))
          await rm(join(entry.parentPath, entry.name), { force: true });
      }
    },
  };
}

/** Gathers small chunks into larger writes and lets one write run while the next chunks arrive. */
async function writeAll(
  file: FileHandle,
  source: AsyncIterable<Buffer>,
  hashers: readonly Hasher[],
): Promise<number> {
  let size = 0;
  let gathered: Buffer[] = [];
  let gatheredSize = 0;
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const chunk of source) {
      for (const hasher of hashers) hasher.update(chunk);
      size += chunk.length;
      gathered.push(chunk);
      gatheredSize += chunk.length;
      if (gatheredSize < writeSize) continue;
      await writing;
      writing = writeChunks(file, gathered, gatheredSize);
      writing.catch(() => undefined);
      gathered = [];
      gatheredSize = 0;
    }
  } finally {
    await writing;
  }
  await writeChunks(file, gathered, gatheredSize);
  return size;
}

async function writeChunks(file: FileHandle, chunks: readonly Buffer[], size: number): Promise<void> {
  if (size === 0) return;
  const { bytesWritten } = await file.writev(chunks);
  if (bytesWritten !== size) throw new Error('the disk took fewer bytes than given');
}

async function* readSegments(
  segments: readonly Segment[],
  first: number,
  last: number,
  fileOf: (blob: string) => string,
): AsyncGenerator<Buffer> {
  let offset = 0;
  for (const segment of segments) {
    const start = Math.max(first - offset, 0);
    const end = Math.min(last - offset, segment.size - 1);
    offset += segment.size;
    if (end < start) continue;
    let left = end - start + 1;
    for await (const chunk of createReadStream(fileOf(segment.blob), {
      start,
      end,
      highWaterMark: readSize,
    })) {
      if (!Buffer.isBuffer(chunk)) continue;
      left -= chunk.length;
      yield chunk;
    }
    if (left !== 0) throw new Error(`blob ${segment.blob} is shorter than its record tells`);
  }
}

/** The segments that bytes first..last (inclusive) lie in, and where those bytes are within them. */
export function segmentsWithin(
  segments: readonly Segment[],
  first: number,
  last: number,
): { readonly segments: readonly Segment[]; readonly first: number; readonly last: number } {
  let before = 0;
  let end = 0;
  const touched = segments.filter(({ size }) => {
    const start = end;
    end += size;
    if (end <= first) before = end;
    return end > first && start <= last;
  });
  return { segments: touched, first: first - before, last: last - before };
}
