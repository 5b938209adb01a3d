import type { Bytes } from './bytes.ts';

/** Pixels of a thumbnail's longest side. */
export const longestSide = 96;

/** Pixels, not a picture file: whoever shows them decodes nothing. `pixels`: red, green, blue and alpha of each, one byte, row by row. */
export interface Thumbnail {
  readonly width: number;
  readonly height: number;
  readonly pixels: Bytes;
}

/** Whether these are the sizes of a thumbnail: each side from 1 to `longestSide`, and four bytes for each pixel, neither more nor fewer. */
export function isThumbnailSize(width: unknown, height: unknown, byteLength: number): boolean {
  return isSide(width) && isSide(height) && byteLength === width * height * 4;
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= longestSide;
}
