import type { Sink, SinkPlace } from '../../transfer/sink-port.ts';
import { diskFull, onStorage } from './storage-error.ts';
import type { PrivateAccess } from './private-storage.ts';

/** Bytes written between two checkpoints, at least. */
const checkpointEvery = 32 * 1024 * 1024;
/**
 * A flush waits for the disk, and all else for the flush: the pause after one is so many times as long as it took. Milliseconds at least,
 * and at most, since what came after it is fetched again when the browser is killed.
 */
const checkpointPause = { times: 40, least: 2_000, most: 10_000 } as const;

/** A file that lies open for writing. */
export interface OpenPlace {
  readonly access: PrivateAccess;
  /** bytes at its beginning that were verified by an earlier attempt */
  readonly begun: number;
  /** its name, where a later attempt may go on with it */
  readonly place: string | null;
  /** the whole file, once it is closed */
  readonly hand: () => Promise<File>;
  /** Never throws. */
  readonly remove: () => Promise<void>;
}

/** Writes to private storage; only `commit` hands a file out, of exactly the length that was written. */
export function createPrivateFileSink({ access, begun, place, hand, remove }: OpenPlace): Sink {
  let length = begun;
  let safe = begun;
  let flushFrom = Number.NEGATIVE_INFINITY;
  let closed = false;
  const close = (): void => {
    if (!closed) access.close();
    closed = true;
  };
  const closeQuietly = (): void => {
    try {
      close();
    } catch {
      // Closed or not: what was flushed stays, the rest is not counted on.
    }
  };
  const discard = async (): Promise<void> => {
    closeQuietly();
    await remove();
  };
  return {
    name: 'private-file',
    begun,
    write: (chunk) =>
      onStorage(() => {
        const written = access.write(chunk, { at: length });
        if (written !== chunk.length) throw diskFull({ bytes: chunk.length, room: written });
        length += written;
      }),
    checkpoint: () =>
      onStorage((): SinkPlace | null => {
        if (place === null || length - safe < checkpointEvery) return null;
        const asked = performance.now();
        if (asked < flushFrom) return null;
        access.flush();
        const flushed = performance.now();
        flushFrom = flushed + pauseAfter(flushed - asked);
        safe = length;
        return { place, bytes: safe };
      }),
    commit: () =>
      onStorage(async () => {
        access.flush();
        close();
        const file = await hand();
        if (file.size !== length) throw new Error(`${file.size} bytes on disk, ${length} written`);
        return file;
      }),
    async suspend() {
      if (place === null || safe === 0) return discard();
      return closeQuietly();
    },
    discard,
  };
}

function pauseAfter(flush: number): number {
  const { times, least, most } = checkpointPause;
  return Math.min(most, Math.max(least, flush * times));
}
