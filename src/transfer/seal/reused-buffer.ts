import type { Bytes } from '../../bytes/bytes.ts';

/**
 * Memory that serves job after job: a browser maps the pages of a new large buffer one by one, which costs more than the cipher.
 * What a job left in it stays until the next one overwrites it.
 */
export interface ReusedBuffer {
  /** Bytes `[0, length)` of one buffer, with whatever the last job left; its owner's until the next call. */
  take(length: number): Bytes;
  /** Where a stream took the buffer away and gave it back as another object. */
  replace(buffer: ArrayBuffer): void;
}

/** Bytes above which a buffer is let go after its job: only parts of files over 80 GiB are larger than that. */
const kept = 16 * 1024 * 1024;

export function createReusedBuffer(): ReusedBuffer {
  let own = new ArrayBuffer(0);
  return {
    take(length) {
      if (length > kept) return new Uint8Array(length);
      // Taken away by a stream that failed, it has no bytes any more.
      if (own.byteLength < length) own = new ArrayBuffer(length);
      return new Uint8Array(own, 0, length);
    },
    replace(buffer) {
      if (buffer.byteLength <= kept) own = buffer;
    },
  };
}
