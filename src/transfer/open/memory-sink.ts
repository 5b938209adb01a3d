import { AppError } from '../../errors.ts';
import type { Sink } from '../sink-port.ts';

/** Bytes of the largest file opened in memory; larger ones could exhaust it. */
const memorySinkLimit = 256 * 1024 * 1024;

/**
 * Collects an opened file in memory.
 * @param bytes of plaintext to come
 * @throws AppError `storage-unavailable` when that is beyond `limit`, here and from `write`
 */
export function createMemorySink(name: string, bytes: number, limit = memorySinkLimit): Sink {
  let pieces: Blob[] = [];
  let length = 0;
  const drop = (): void => {
    pieces = [];
    length = 0;
  };
  const assertRoom = (wanted: number): void => {
    if (wanted <= limit) return;
    drop();
    throw new AppError('storage-unavailable', 'the file is too large to be opened in memory', {
      details: { limit },
    });
  };
  assertRoom(bytes);
  return {
    name: 'memory',
    begun: 0,
    async write(chunk) {
      assertRoom(length + chunk.length);
      length += chunk.length;
      pieces.push(new Blob([chunk]));
    },
    checkpoint: () => Promise.resolve(null),
    async commit() {
      return new File(pieces, name);
    },
    async suspend() {
      drop();
    },
    async discard() {
      drop();
    },
  };
}
