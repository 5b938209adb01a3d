import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { readU32, readU64, u32 } from '../bytes/integers.ts';
import { utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';

/** One frame as it was read (specification: data-format/message-body.md, Framed Data). Its arrays are views. */
export interface Frame {
  readonly sequence: number;
  readonly final: boolean;
  /** the IV that stands in the frame: the sequence number in most messages, random in others */
  readonly iv: Bytes;
  /** ciphertext and tag */
  readonly sealed: Bytes;
}

export type FrameParse =
  /** `end`: where the next frame starts in the same bytes */
  | { readonly status: 'complete'; readonly frame: Frame; readonly end: number }
  /** `atLeast`: bytes from `offset` needed to get further */
  | { readonly status: 'more'; readonly atLeast: number };

const endMark = 0xffff_ffff;
const ivLength = 12;
const tagLength = 16;

/** What stands before a frame's ciphertext, and how much follows it. */
export interface FramePrefix {
  readonly sequence: number;
  readonly final: boolean;
  readonly iv: Bytes;
  /** bytes of the prefix itself */
  readonly length: number;
  /** bytes of plaintext, so of ciphertext too */
  readonly plaintextLength: number;
}

/** Bytes of the longest prefix: the final frame's. */
export const maxPrefixLength = 24;

/**
 * Reads what stands before the ciphertext of the frame that starts at `offset`, copying nothing. A number is how many bytes from there it
 * takes to get further.
 * @throws AppError `message-malformed` for a final frame longer than the frame length
 */
export function parseFramePrefix(bytes: Bytes, offset: number, frameLength: number): FramePrefix | number {
  const available = bytes.length - offset;
  if (available < 4) return 4;
  const first = readU32(bytes, offset);
  const final = first === endMark;
  const length = final ? maxPrefixLength : 16;
  if (available < length) return length;
  const plaintextLength = final ? readU32(bytes, offset + 20) : frameLength;
  if (plaintextLength > frameLength) {
    const why = `a final frame of ${plaintextLength} bytes, frames have ${frameLength}`;
    throw new AppError('message-malformed', why);
  }
  const ivOffset = offset + (final ? 8 : 4);
  return {
    sequence: final ? readU32(bytes, offset + 4) : first,
    final,
    iv: bytes.subarray(ivOffset, ivOffset + ivLength),
    length,
    plaintextLength,
  };
}

/**
 * Reads the frame that starts at `offset`, copying nothing. The sequence number is not judged here.
 * @throws AppError `message-malformed` for a final frame longer than the frame length
 */
export function parseFrame(bytes: Bytes, offset: number, frameLength: number): FrameParse {
  const prefix = parseFramePrefix(bytes, offset, frameLength);
  if (typeof prefix === 'number') return { status: 'more', atLeast: prefix };
  const { sequence, final, iv } = prefix;
  const total = prefix.length + prefix.plaintextLength + tagLength;
  if (bytes.length - offset < total) return { status: 'more', atLeast: total };
  const sealed = bytes.subarray(offset + prefix.length, offset + total);
  return { status: 'complete', frame: { sequence, final, iv, sealed }, end: offset + total };
}

/** The IV this app writes: 8 zero bytes, then the sequence number. */
export function frameIv(sequence: number): Bytes {
  return concatBytes(new Uint8Array(8), u32(sequence));
}

/** What stands before a frame's ciphertext: marks, sequence number, IV and, in the final frame, the length. */
export function framePrefix(frame: { sequence: number; final: boolean; iv: Bytes; length: number }): Bytes {
  return frame.final
    ? concatBytes(u32(endMark), u32(frame.sequence), frame.iv, u32(frame.length))
    : concatBytes(u32(frame.sequence), frame.iv);
}

export type BodyPart = 'frame' | 'final-frame' | 'single-block';

const bodyLabels: Readonly<Record<BodyPart, Bytes>> = {
  frame: utf8Encode('AWSKMSEncryptionClient Frame'),
  'final-frame': utf8Encode('AWSKMSEncryptionClient Final Frame'),
  'single-block': utf8Encode('AWSKMSEncryptionClient Single Block'),
};

/**
 * The additional authenticated data of one frame or of an unframed body (specification: data-format/message-body-aad.md).
 * `length` is the plaintext's, in bytes.
 */
export function bodyAad(messageId: Bytes, part: BodyPart, sequence: number, length: number): Bytes {
  const high = Math.floor(length / 2 ** 32);
  return concatBytes(messageId, bodyLabels[part], u32(sequence), u32(high), u32(length % 2 ** 32));
}

/** An unframed body (Non-Framed Data), or `more` with the bytes it takes from the start of the body. */
export type SingleBlockParse =
  | { readonly status: 'complete'; readonly iv: Bytes; readonly sealed: Bytes; readonly end: number }
  | { readonly status: 'more'; readonly atLeast: number };

/** AES-GCM's own bound on one call, as the specification states it for unframed bodies. */
const maxSingleBlock = 2 ** 36 - 32;

/**
 * Reads the unframed body that starts at `offset`, copying nothing.
 * @throws AppError `message-malformed` for a length no AES-GCM call can have
 */
export function parseSingleBlock(bytes: Bytes, offset: number): SingleBlockParse {
  const available = bytes.length - offset;
  const prefixLength = ivLength + 8;
  if (available < prefixLength) return { status: 'more', atLeast: prefixLength };
  const length = readU64(bytes, offset + ivLength);
  if (length > maxSingleBlock) throw new AppError('message-malformed', 'an unframed body longer than 64 GiB');
  const total = prefixLength + length + tagLength;
  if (available < total) return { status: 'more', atLeast: total };
  return {
    status: 'complete',
    iv: bytes.subarray(offset, offset + ivLength),
    sealed: bytes.subarray(offset + prefixLength, offset + total),
    end: offset + total,
  };
}
