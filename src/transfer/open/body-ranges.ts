import type { Bytes } from '../../bytes/bytes.ts';
import { frameOverhead, finalFrameOverhead, type FrameLayout } from '../../message/sizes.ts';
import type { ObjectStore } from '../store-port.ts';
import { assertLength } from './read-header.ts';

/** Bytes `first..last`, inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Whole frames that are fetched and opened together. */
export interface FrameRange extends ByteRange {
  /** sequence number of the first frame */
  readonly firstFrame: number;
  readonly count: number;
  /** bytes of plaintext in the message's final frame where the range ends with it; null otherwise */
  readonly finalLength: number | null;
}

interface FramedMessage {
  readonly headerLength: number;
  readonly frameLength: number;
  readonly layout: FrameLayout;
}

/** Ranges of whole frames from `firstFrame` on, about `fetchLength` bytes each, of one frame where that is longer. */
export function* frameRanges(
  message: FramedMessage & { readonly firstFrame: number; readonly fetchLength: number },
): Generator<FrameRange, void> {
  const { frameLength, layout, fetchLength } = message;
  const batch = Math.max(1, Math.floor(fetchLength / (frameLength + frameOverhead)));
  for (let firstFrame = message.firstFrame; firstFrame <= layout.frameCount; firstFrame += batch) {
    yield frameRange(message, firstFrame, batch);
  }
}

/** Where `batch` frames from `firstFrame` on lie, or as many as there are. */
export function frameRange(message: FramedMessage, firstFrame: number, batch: number): FrameRange {
  const { headerLength, frameLength, layout } = message;
  const stride = frameLength + frameOverhead;
  const count = Math.min(batch, layout.frameCount - firstFrame + 1);
  const first = headerLength + (firstFrame - 1) * stride;
  const endsMessage = firstFrame + count > layout.frameCount;
  const length = endsMessage
    ? (count - 1) * stride + layout.finalLength + finalFrameOverhead
    : count * stride;
  return {
    first,
    last: first + length - 1,
    firstFrame,
    count,
    finalLength: endsMessage ? layout.finalLength : null,
  };
}

/** Ranges of `fetchLength` bytes, for what is not cut at frames. */
export function* plainRanges(first: number, size: number, fetchLength: number): Generator<ByteRange, void> {
  for (let start = first; start < size; start += fetchLength) {
    yield { first: start, last: Math.min(start + fetchLength, size) - 1 };
  }
}

/**
 * Reads a range of one version of an object.
 * @throws AppError `object-changed`, `store-answer-invalid`, or whatever the store throws
 */
export async function fetchRange(
  store: Pick<ObjectStore, 'read'>,
  { first, last }: ByteRange,
  object: { readonly key: string; readonly etag: string; readonly signal: AbortSignal },
): Promise<Bytes> {
  const { bytes } = await store.read({ ...object, first, last });
  assertLength(bytes, last - first + 1);
  return bytes;
}
