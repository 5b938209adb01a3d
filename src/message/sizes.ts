/**
 * Sizes and offsets of a framed message, without sealing anything. All values are bytes unless named otherwise;
 * plain numbers are exact here, since the longest stored object (48.8 TiB) is far below 2^53.
 */

/** Bytes of plaintext a frame, as this app writes. */
export const defaultFrameLength = 256 * 1024;
/** Sequence number, IV and tag. */
export const frameOverhead = 32;
/** End mark, sequence number, IV, length and tag. */
export const finalFrameOverhead = 40;
/** Sequence numbers are 32 bits and start at 1. */
export const maxFrameCount = 0xffff_ffff;
/** The frame length is a u32 and never 0. */
export const maxFrameLength = 0xffff_ffff;

/** Frames of a message as this app writes it: a full final frame rather than an extra empty one. At least 1. */
export function frameCountOf(plaintextLength: number, frameLength: number): number {
  const rest = plaintextLength % frameLength;
  return Math.max(1, (plaintextLength - rest) / frameLength + (rest > 0 ? 1 : 0));
}

/** The stored length of a message as this app writes it. `headerLength` includes the header's authentication. */
export function messageLengthOf(plan: {
  readonly headerLength: number;
  readonly frameLength: number;
  readonly plaintextLength: number;
}): number {
  const frames = frameCountOf(plan.plaintextLength, plan.frameLength);
  return plan.headerLength + plan.plaintextLength + (frames - 1) * frameOverhead + finalFrameOverhead;
}

/** Where the frames of an unsigned framed message of this length must lie. */
export interface FrameLayout {
  readonly frameCount: number;
  /** bytes of plaintext in the final frame; 0 is possible after full frames, other writers do that */
  readonly finalLength: number;
  readonly plaintextLength: number;
}

/**
 * The one layout an unsigned framed message of `messageLength` can have, or null where no whole message has this
 * length. The length alone proves nothing: a cut message often has a possible length too.
 */
export function frameLayoutOf(message: {
  readonly headerLength: number;
  readonly frameLength: number;
  readonly messageLength: number;
}): FrameLayout | null {
  const stride = message.frameLength + frameOverhead;
  const room = message.messageLength - message.headerLength - finalFrameOverhead;
  if (room < 0) return null;
  const finalLength = room % stride;
  if (finalLength > message.frameLength) return null;
  const regularFrames = (room - finalLength) / stride;
  if (regularFrames + 1 > maxFrameCount) return null;
  return {
    frameCount: regularFrames + 1,
    finalLength,
    plaintextLength: regularFrames * message.frameLength + finalLength,
  };
}

/** null: no whole message has this length. Accepts the extra empty final frame that other writers add. */
export function plaintextLengthOf(message: {
  readonly headerLength: number;
  readonly frameLength: number;
  readonly messageLength: number;
}): number | null {
  return frameLayoutOf(message)?.plaintextLength ?? null;
}

/** Where frame `sequence` (from 1) starts in the message. */
export function frameOffsetOf(place: {
  readonly headerLength: number;
  readonly frameLength: number;
  readonly sequence: number;
}): number {
  return place.headerLength + (place.sequence - 1) * (place.frameLength + frameOverhead);
}
