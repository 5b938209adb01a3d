import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';

/** A frame longer than this is opened only where it lies whole in one chunk. Bytes. */
export const maxHeldFrame = 256 * 1024 * 1024;
const smallest = 4096;

/** The beginning of one frame, kept until its rest arrives. Grows with what arrived, not with what a header claims. */
export interface PartialFrame {
  /** bytes held */
  readonly length: number;
  /** bytes the frame takes at least; known better the more of it is held */
  needed: number;
  append(bytes: Bytes): void;
  /** a view, valid until the next append */
  view(): Bytes;
  clear(): void;
}

/** @throws AppError `message-too-large-to-hold` from `append` beyond `maxHeldFrame` */
export function createPartialFrame(): PartialFrame {
  let buffer: Bytes = new Uint8Array(0);
  let length = 0;
  return {
    get length() {
      return length;
    },
    needed: 0,
    append(bytes) {
      const total = length + bytes.length;
      if (total > buffer.length) {
        if (total > maxHeldFrame) {
          throw new AppError('message-too-large-to-hold', `a frame of at least ${this.needed} bytes`);
        }
        const larger = new Uint8Array(
          Math.max(total, Math.min(this.needed, Math.max(smallest, buffer.length * 2))),
        );
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(bytes, length);
      length = total;
    },
    view: () => buffer.subarray(0, length),
    clear() {
      length = 0;
      this.needed = 0;
    },
  };
}
