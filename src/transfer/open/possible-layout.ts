import { readU32 } from '../../bytes/integers.ts';
import { AppError } from '../../errors.ts';
import {
  finalFrameOverhead,
  type FrameLayout,
  frameLayoutOf,
  frameOffsetOf,
  frameOverhead,
} from '../../message/sizes.ts';
import type { MessageStore } from '../store-port.ts';
import type { FoundHeader } from './read-header.ts';

const finalFrameMark = 0xffffffff;

/**
 * Where the frames of a message must lie, by arithmetic on the object's size. Where no whole message has this size, says why before
 * any of the body is fetched: a final frame in the last whole place means that bytes were added, otherwise bytes are missing.
 * @throws AppError `message-truncated` or `message-trailing-bytes`, with the sizes
 */
export async function possibleLayout(
  store: MessageStore,
  message: {
    readonly key: string;
    readonly found: FoundHeader;
    readonly frameLength: number;
    readonly signal: AbortSignal;
  },
): Promise<FrameLayout> {
  const { key, found, frameLength, signal } = message;
  const { size, etag } = found;
  const headerLength = found.parsed.length;
  const layout = frameLayoutOf({ headerLength, frameLength, messageLength: size });
  if (layout !== null) return layout;
  const details = { size, headerLength, frameLength };
  const wholeFrames = Math.floor((size - headerLength) / (frameLength + frameOverhead));
  if (wholeFrames > 0 && size - headerLength >= finalFrameOverhead) {
    const first = frameOffsetOf({ headerLength, frameLength, sequence: wholeFrames });
    const { bytes } = await store.read({ key, first, last: first + 3, etag, signal });
    if (bytes.length === 4 && readU32(bytes, 0) === finalFrameMark) {
      throw new AppError('message-trailing-bytes', 'bytes follow the final frame', { details });
    }
  }
  throw new AppError('message-truncated', 'the object is shorter than its message', { details });
}
