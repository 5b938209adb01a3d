import { AppError } from '../../errors.ts';
import type { Sink } from '../sink-port.ts';

/** Bytes of the largest file opened where the browser offers no private storage; larger ones could exhaust memory. */
const memorySinkLimit = 256 * 1024 * 1024;

/**
 * Collects an opened file in memory.
 * @throws AppError `storage-unavailable` from `write` beyond `limit` bytes
 */
export function createMemorySink(name: string, limit = memorySinkLimit): Sink {
  let pieces: Blob[] = [];
  let length = 0;
  return {
    async write(chunk) {
      if (length + chunk.length > limit) {
        pieces = [];
        throw new AppError(
          'storage-unavailable',
          'the file is too large to be opened without private storage',
          {
            details: { limit },
          },
        );
      }
      length += chunk.length;
      pieces.push(new Blob([chunk]));
    },
    async commit() {
      return new File(pieces, name);
    },
    async discard() {
      pieces = [];
      length = 0;
    },
  };
}
