import type { Bytes } from '../bytes/bytes.ts';
import { imageTypes, type ImageType } from '../bytes/image-type.ts';
import { isThumbnailSize, type Thumbnail } from '../bytes/thumbnail.ts';

/** Where the document is that makes one picture small; it is served with the viewer's headers. */
export const thumbnailUrl = '/viewer/thumbnail.html';

/** What the page hands to it, once, after it said `ready`. */
export interface PictureToShrink {
  readonly type: ImageType;
  readonly bytes: Bytes;
}

/** What it says: `ready`, and then one of the others, once. */
export type FromThumbnailFrame =
  | { readonly thumbnail: 'ready' }
  | {
      readonly thumbnail: 'made';
      readonly width: number;
      readonly height: number;
      readonly pixels: Uint8ClampedArray<ArrayBuffer>;
    }
  /** the browser cannot decode what the first bytes promised, or it is too large */
  | { readonly thumbnail: 'failed' };

/**
 * Reads what came from the frame. A picture may have taken it over: whatever is not exactly an answer is refused, also pixels that are too many or too few.
 * @returns null: refused
 */
export function readAnswer(data: unknown): 'ready' | 'failed' | Thumbnail | null {
  if (typeof data !== 'object' || data === null || !('thumbnail' in data)) return null;
  if (data.thumbnail === 'ready' || data.thumbnail === 'failed') return data.thumbnail;
  if (data.thumbnail !== 'made' || !('width' in data && 'height' in data && 'pixels' in data)) return null;
  const { width, height, pixels } = data;
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  if (!(pixels instanceof Uint8ClampedArray) || !(pixels.buffer instanceof ArrayBuffer)) return null;
  // Not a view of something larger, which would come along.
  if (pixels.byteLength !== pixels.buffer.byteLength) return null;
  if (!isThumbnailSize(width, height, pixels.byteLength)) return null;
  return { width, height, pixels: new Uint8Array(pixels.buffer) };
}

/** Whether it is what the page hands over. */
export function isPictureToShrink(data: unknown): data is PictureToShrink {
  if (typeof data !== 'object' || data === null || !('type' in data && 'bytes' in data)) return false;
  return imageTypes.some((type) => type === data.type) && data.bytes instanceof Uint8Array;
}
