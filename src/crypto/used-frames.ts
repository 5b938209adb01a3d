const framesAPage = 32_768;

/** Remembers which sequence numbers were taken: one bit a frame, in pages of 4 KiB made when first touched. */
export interface UsedFrames {
  /** false when it was taken before */
  take(sequence: number): boolean;
}

export function createUsedFrames(): UsedFrames {
  const pages = new Map<number, Uint32Array>();
  return {
    take(sequence) {
      const page = Math.floor(sequence / framesAPage);
      const words = pages.get(page) ?? new Uint32Array(framesAPage / 32);
      pages.set(page, words);
      const word = (sequence % framesAPage) >>> 5;
      const bit = 1 << (sequence & 31);
      const before = words[word] ?? 0;
      words[word] = before | bit;
      return (before & bit) === 0;
    },
  };
}
