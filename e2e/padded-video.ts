import { open } from 'node:fs/promises';
import type { Page } from '@playwright/test';

/** Milliseconds between two frames of a padded video. */
export const frameSpacing = 10_000;

/**
 * Writes a WebM video of any size: one key frame every ten seconds, and nothing between them but padding, which takes no disk. Its cues
 * come first, so that a player jumps to any of its frames without reading on the way.
 * @param file.frames VP8 key frames of 64 by 48 pixels
 * @param file.bytes of the whole file, about
 * @param file.sound Matroska's name for the codec of a track of sound with nothing in it
 */
export async function writePaddedVideo(
  path: string,
  file: { readonly frames: readonly Buffer[]; readonly bytes: number; readonly sound?: string },
): Promise<void> {
  const { frames, bytes, sound } = file;
  const padding = Math.floor(bytes / frames.length);
  const clusters = frames.map((frame, index) => clusterOf(frame, index * frameSpacing));
  const info = element(0x1549a966, [
    element(0x2ad7b1, uint(1_000_000)),
    element(0x4489, float(frames.length * frameSpacing)),
  ]);
  const tracks = element(0x1654ae6b, [track(), ...(sound === undefined ? [] : [soundTrack(sound)])]);
  const beforeCues = info.length + tracks.length;
  // Positions have a fixed width, so that the cues are as long whatever they say.
  const cuesAt = (start: number): Buffer =>
    element(
      0x1c53bb6b,
      clusters.map((_cluster, index) =>
        element(0xbb, [
          element(0xb3, uint(index * frameSpacing)),
          element(0xb7, [element(0xf7, uint(1)), element(0xf1, uint64(start + placeOf(index)))]),
        ]),
      ),
    );
  const placeOf = (index: number): number =>
    clusters.slice(0, index).reduce((sum, cluster) => sum + cluster.length + padding, 0);
  const cues = cuesAt(beforeCues + cuesAt(0).length);
  const segmentLength = beforeCues + cues.length + placeOf(clusters.length);
  const head = Buffer.concat([ebmlHeader(), id(0x18538067), size(segmentLength), info, tracks, cues]);

  const written = await open(path, 'wx');
  try {
    await written.write(head, 0, head.length, 0);
    for (const [index, cluster] of clusters.entries()) {
      const place = head.length + placeOf(index);
      const gap = Buffer.concat([cluster, id(0xec), size(padding - 9)]);
      await written.write(gap, 0, gap.length, place);
    }
    await written.truncate(head.length + placeOf(clusters.length));
  } finally {
    await written.close();
  }
}

function ebmlHeader(): Buffer {
  return element(0x1a45dfa3, [
    element(0x4286, uint(1)),
    element(0x42f7, uint(1)),
    element(0x42f2, uint(4)),
    element(0x42f3, uint(8)),
    element(0x4282, Buffer.from('webm')),
    element(0x4287, uint(2)),
    element(0x4285, uint(2)),
  ]);
}

function track(): Buffer {
  const video = element(0xe0, [element(0xb0, uint(64)), element(0xba, uint(48))]);
  const [number, uid, type] = [element(0xd7, uint(1)), element(0x73c5, uint(1)), element(0x83, uint(1))];
  return element(0xae, [number, uid, type, element(0x86, Buffer.from('V_VP8')), video]);
}

function soundTrack(codec: string): Buffer {
  const audio = element(0xe1, [element(0xb5, float(48_000)), element(0x9f, uint(2))]);
  const [number, uid, type] = [element(0xd7, uint(2)), element(0x73c5, uint(2)), element(0x83, uint(2))];
  return element(0xae, [number, uid, type, element(0x86, Buffer.from(codec)), audio]);
}

/** The picture stands for a second, so that a player which wants to know the rate of pictures finds it in the first cluster. */
function clusterOf(frame: Buffer, time: number): Buffer {
  const blocks = Array.from({ length: 25 }, (_, index) => {
    // Track 1, so many milliseconds after the cluster's own time, a key frame.
    const head = Buffer.from([0x81, 0, 0, 0x80]);
    head.writeInt16BE(index * 40, 1);
    return element(0xa3, Buffer.concat([head, frame]));
  });
  return element(0x1f43b675, [element(0xe7, uint(time)), ...blocks]);
}

function element(name: number, content: Buffer | readonly Buffer[]): Buffer {
  const body = Buffer.isBuffer(content) ? content : Buffer.concat(content);
  return Buffer.concat([id(name), size(body.length), body]);
}

function id(name: number): Buffer {
  const hex = name.toString(16);
  return Buffer.from(hex, 'hex');
}

/** Eight bytes, whatever the value. */
function size(bytes: number): Buffer {
  const written = uint64(bytes);
  written[0] = 0x01;
  return written;
}

function uint(value: number): Buffer {
  const written = Buffer.alloc(4);
  written.writeUInt32BE(value);
  return written;
}

function uint64(value: number): Buffer {
  const written = Buffer.alloc(8);
  written.writeBigUInt64BE(BigInt(value));
  return written;
}

function float(value: number): Buffer {
  const written = Buffer.alloc(8);
  written.writeDoubleBE(value);
  return written;
}

/** VP8 key frames of different colours, as this browser encodes them. */
export async function keyFrames(page: Page, wanted: number): Promise<Buffer[]> {
  const pictures = await page.evaluate(async (count) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    const pen = canvas.getContext('2d', { alpha: false });
    const made: string[] = [];
    if (pen === null) return made;
    for (let index = 0; index < count; index++) {
      pen.fillStyle = `hsl(${(index * 360) / count} 80% 50%)`;
      pen.fillRect(0, 0, 64, 48);
      made.push(canvas.toDataURL('image/webp', 0.9));
    }
    return made;
  }, wanted);
  return pictures.map((url) => keyFrameOf(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')));
}

/** The VP8 key frame in a WebP picture as a canvas makes it. */
function keyFrameOf(webp: Buffer): Buffer {
  for (let place = 12; place + 8 <= webp.length;) {
    const length = webp.readUInt32LE(place + 4);
    if (webp.toString('latin1', place, place + 4) === 'VP8 ')
      return webp.subarray(place + 8, place + 8 + length);
    place += 8 + length + (length % 2);
  }
  throw new Error('no VP8 in this picture');
}
