import { AppError } from '../../errors.ts';
import type { Sink } from '../sink-port.ts';

/** Bytes of the largest file opened in memory; larger ones could exhaust it. */
export const memorySinkLimit = 256 * 1024 * 1024;

/**
 * Collects an opened file in memory.
 * @throws AppError `storage-unavailable` from `write` beyond `limit` bytes
 */
export function createMemorySink(name: string, limit = memorySinkLimit): Sink {
  let pieces: Blob[] = [];
  let length = 0;
  const drop = (): void => {
    pieces = [];
    length = 0;
  };
  return {
    name: 'memory',
    begun: 0,
    async write(chunk) {
      if (length + chunk.length > limit) {
        drop();
        throw tooLarge(limit);
      }
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

function tooLarge(limit: number): AppError {
  return new AppError('storage-unavailable', 'the file is too large to be opened in memory', {
    details: { limit },
  });
}
