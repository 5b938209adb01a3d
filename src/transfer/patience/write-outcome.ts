import { AppError } from '../../errors.ts';
import type { ObjectStore } from '../store-port.ts';

/** Failures after which the write may have been done all the same: its answer was lost, or was no answer to it. */
const uncertain = new Set(['offline', 'service-unreachable', 'service-failed']);

/** What a repeated write meets when the first one was done: its own object, or an upload that was completed already. */
const telling = new Set(['name-taken', 'upload-lost']);

/** Follows one write through its attempts. */
export interface WriteOutcome {
  /** Writes; a refusal that the write's own earlier attempt explains counts as done. */
  judge(write: () => Promise<void>, signal: AbortSignal): Promise<void>;
}

/**
 * A sealed body is like no other, so an object of its size and CRC-32 at its key is it. Where the store hides the checksum the
 * refusal stands.
 */
export function createWriteOutcome(
  store: Pick<ObjectStore, 'head'>,
  written: { readonly key: string; readonly size: number; readonly crc32: string },
): WriteOutcome {
  let lostAnswer = false;

  const isThere = async (signal: AbortSignal): Promise<boolean> => {
    try {
      const { size, checksum } = await store.head({ key: written.key, signal });
      return size === written.size && checksum?.algorithm === 'CRC32' && checksum.value === written.crc32;
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'store-not-found') return false;
      throw thrown;
    }
  };

  return {
    async judge(write, signal) {
      try {
        await write();
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        if (lostAnswer && telling.has(thrown.code) && (await isThere(signal))) return;
        lostAnswer ||= uncertain.has(thrown.code);
        throw thrown;
      }
    },
  };
}
