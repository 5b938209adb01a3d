import type { Bytes } from '../../bytes/bytes.ts';

/** Bytes of a file that are fetched and kept together. */
export interface Block {
  readonly bytes: Promise<Bytes>;
  /** how many wait for it */
  waiting: number;
  isThere: boolean;
}

/** A block that is filled piece by piece. */
export function createBlock(length: number): {
  readonly block: Block;
  /** @returns how many of these bytes were its own */
  readonly take: (bytes: Bytes) => number;
  /** There will be no more of it. */
  readonly fail: () => void;
} {
  const bytes = new Uint8Array(length);
  let place = 0;
  let isWhole = nothing;
  let isLost = nothing;
  const promise = new Promise<Bytes>((resolve, reject) => {
    isWhole = () => resolve(bytes);
    isLost = () => reject(new Error('the vault gives no more of this file'));
  });
  // Nobody may wait for what was fetched ahead.
  promise.catch(() => {});
  const block: Block = { bytes: promise, waiting: 0, isThere: false };
  return {
    block,
    take(given) {
      const own = given.subarray(0, length - place);
      bytes.set(own, place);
      place += own.length;
      if (place === length) {
        block.isThere = true;
        isWhole();
      }
      return own.length;
    },
    fail: () => isLost(),
  };
}

const nothing = (): void => {};
