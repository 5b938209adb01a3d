import { longestSide } from '../bytes/thumbnail.ts';
import { isPictureToShrink, type FromThumbnailFrame, type PictureToShrink } from './thumbnail-protocol.ts';

/**
 * Runs in a hidden frame that lives for one picture: a sandbox of an opaque origin. It decodes the picture, cuts a square out of its middle, and answers with the pixels, so that the app
 * itself never decodes what came from a file.
 */
const page = window.parent;

/** Pixels of the largest picture that is decoded: 200 MiB of them. */
const pixelLimit = 50_000_000;

/** The app's origin is not known in the frame, and it is asked by nobody else. */
function tell(message: FromThumbnailFrame, transfer: Transferable[] = []): void {
  page.postMessage(message, { targetOrigin: '*', transfer });
}

/** Width and height, as the picture states them: nothing is decoded yet. */
async function sizeOf(blob: Blob): Promise<{ readonly width: number; readonly height: number }> {
  const url = URL.createObjectURL(blob);
  try {
    const image = new Image();
    await new Promise((resolve, reject) => {
      image.addEventListener('load', resolve);
      image.addEventListener('error', () => reject(new Error('no picture')));
      image.src = url;
    });
    return { width: image.naturalWidth, height: image.naturalHeight };
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function shrink({ type, bytes }: PictureToShrink): Promise<ImageData> {
  const blob = new Blob([bytes], { type });
  const { width, height } = await sizeOf(blob);
  if (width < 1 || height < 1 || width * height > pixelLimit) throw new Error('no size to be decoded');
  const side = Math.min(longestSide, width, height);
  const scale = side / Math.min(width, height);
  const bitmap = await createImageBitmap(blob, {
    resizeWidth: Math.max(side, Math.round(width * scale)),
    resizeHeight: Math.max(side, Math.round(height * scale)),
    resizeQuality: 'high',
  });
  try {
    const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    const cut = Math.min(bitmap.width, bitmap.height);
    const [left, top] = [(bitmap.width - cut) / 2, (bitmap.height - cut) / 2];
    context.drawImage(bitmap, left, top, cut, cut, 0, 0, side, side);
    return context.getImageData(0, 0, side, side);
  } finally {
    bitmap.close();
  }
}

async function answer(picture: PictureToShrink): Promise<void> {
  try {
    const { width, height, data: pixels } = await shrink(picture);
    tell({ thumbnail: 'made', width, height, pixels }, [pixels.buffer]);
  } catch {
    tell({ thumbnail: 'failed' });
  }
}

window.addEventListener('message', (event) => {
  if (event.source === page && isPictureToShrink(event.data)) void answer(event.data);
});
tell({ thumbnail: 'ready' });
