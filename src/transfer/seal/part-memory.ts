import type { Bytes } from '../../bytes/bytes.ts';

/** Memory for the sealed parts of one upload, used again and again: a fresh piece of 8 MiB costs as much as the cipher. */
export interface PartMemory {
  /** At least so many bytes, with whatever was in them; nobody else's until they are given back. */
  take(length: number): ArrayBuffer;
  /** Of a part that has arrived. One that was lost on the way is left to the collector. */
  give(body: Bytes | Blob): void;
}

/** Bytes that sizes are rounded up to, so that the first part, with the header, and all others fit the same pieces. */
const grain = 1024 * 1024;

export function createPartMemory(): PartMemory {
  const free: ArrayBuffer[] = [];
  return {
    take(length) {
      for (let piece = free.pop(); piece; piece = free.pop()) if (piece.byteLength >= length) return piece;
      return new ArrayBuffer(Math.ceil(length / grain) * grain);
    },
    give(body) {
      if (!(body instanceof Blob) && body.byteLength > 0) free.push(body.buffer);
    },
  };
}
