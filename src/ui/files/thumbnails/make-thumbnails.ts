import { createThumbnails, type Thumbnail } from '../../../state/thumbnails.ts';
import { makeSmall } from './make-small.ts';
import { whileVisible } from './while-visible.ts';

/** The thumbnails of the list. */
export interface ListThumbnails {
  /**
   * Shows a file's thumbnail in a place, over its icon, once there is one. Its name stands beside it: it says nothing by itself.
   * @returns takes it away, and asks no more for it
   */
  show(place: Element, file: { readonly key: string; readonly etag: string }): () => void;
  /** Removes all that are kept on this device. @throws AppError */
  forget(): Promise<unknown>;
}

/** Loaded when somebody wants thumbnails. */
export function makeThumbnails(
  parts: Omit<Parameters<typeof createThumbnails>[0], 'makeSmall'>,
): ListThumbnails {
  const thumbnails = createThumbnails({ ...parts, makeSmall });
  return {
    forget: () => thumbnails.forget(),
    show(place, file) {
      const canvas = document.createElement('canvas');
      canvas.className = 'thumbnail';
      canvas.setAttribute('aria-hidden', 'true');
      const stopLooking = whileVisible(place, () =>
        thumbnails.want(file, (thumbnail) => {
          paint(canvas, thumbnail);
          place.append(canvas);
          stopLooking();
        }),
      );
      return () => {
        stopLooking();
        canvas.remove();
      };
    },
  };
}

/** Pixels are painted, nothing is decoded. */
function paint(canvas: HTMLCanvasElement, { width, height, pixels }: Thumbnail): void {
  canvas.width = width;
  canvas.height = height;
  const { buffer, byteOffset, length } = pixels;
  const image = new ImageData(new Uint8ClampedArray(buffer, byteOffset, length), width, height);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
