import type { Bytes } from '../../bytes/bytes.ts';
import { readU64 } from '../../bytes/integers.ts';
import { hexEncode } from '../../bytes/text.ts';
import { AppError } from '../../errors.ts';
import type { FrameFacts } from '../../inspect/anatomy.ts';
import { frameMapOf } from '../../inspect/frame-map.ts';
import { maxPrefixLength, parseFramePrefix } from '../../message/frames.ts';
import type { ParsedHeader } from '../../message/header.ts';
import { ivLength, tagLength } from '../../message/header-layout.ts';
import { frameOffsetOf } from '../../message/sizes.ts';
import type { MessageSource } from './message-source.ts';
import { createSliceReader, type Slice } from './slice-reader.ts';

/** Bytes of an unframed body's IV and length. */
const blockPrefixLength = ivLength + 8;
const regularPrefixLength = 16;

/** Where the parts of one frame should lie, by arithmetic. */
interface FramePlan {
  readonly place: number;
  readonly offset: number;
  readonly prefix: Slice;
  /** null where arithmetic does not tell */
  readonly tag: Slice | null;
}

/**
 * Frames as they stand, unverified: what stands before and after their ciphertext is read, not the ciphertext. An unframed body is one frame.
 * @param places from 1
 * @throws AppError `message-truncated` or `message-malformed` with `{ frame }`, `internal` for a place the message has not, or whatever the
 * source throws
 */
export async function readFrames(
  source: MessageSource,
  parsed: ParsedHeader,
  places: readonly number[],
  signal: AbortSignal,
): Promise<readonly FrameFacts[]> {
  const plans = places.map((place) => planFrame(source.size, parsed, place));
  const reader = createSliceReader(source);
  const expected = plans.flatMap(({ prefix, tag }) => (tag === null ? [prefix] : [prefix, tag]));
  await reader.fetch(expected, signal);
  const frames = plans.map((plan) => interpret(reader.get(plan.prefix), plan, parsed));
  const tagged = frames.map((facts) => ({ facts, tag: tagSlice(facts, source.size) }));
  // Where a prefix says something else than arithmetic, the tag lies elsewhere.
  await reader.fetch(
    tagged.map(({ tag }) => tag),
    signal,
  );
  return tagged.map(({ facts, tag }) => ({ ...facts, tag: hexEncode(reader.get(tag)) }));
}

function planFrame(size: number, parsed: ParsedHeader, place: number): FramePlan {
  const { header, length: headerLength } = parsed;
  const { content } = header;
  const isFramed = content.type === 'framed';
  const map = frameMapOf(parsed, size);
  const most = isFramed ? (map?.count ?? Number.POSITIVE_INFINITY) : 1;
  if (place < 1 || place > most) throw new AppError('internal', `frame ${place} of ${most}`);
  const frameLength = isFramed ? content.frameLength : 0;
  const offset = frameOffsetOf({ headerLength, frameLength, sequence: place });
  if (offset >= size) throw cut(place);
  const prefixLength = isFramed ? maxPrefixLength : blockPrefixLength;
  const prefix = { first: offset, last: Math.min(offset + prefixLength, size) - 1 };
  const tagOffset =
    map?.count === place
      ? offset + maxPrefixLength + map.finalLength
      : offset + regularPrefixLength + frameLength;
  const tag = { first: tagOffset, last: tagOffset + tagLength - 1 };
  return { place, offset, prefix, tag: isFramed && tag.last < size ? tag : null };
}

/** @throws AppError `message-truncated`, `message-malformed` */
function interpret(
  prefix: Bytes,
  { place, offset }: FramePlan,
  { header: { content } }: ParsedHeader,
): Omit<FrameFacts, 'tag'> {
  if (content.type === 'unframed') {
    if (prefix.length < blockPrefixLength) throw cut(place);
    const plaintextLength = readU64(prefix, ivLength);
    const iv = hexEncode(prefix.subarray(0, ivLength));
    const length = blockPrefixLength + plaintextLength + tagLength;
    return { place, offset, sequence: 1, final: true, iv, plaintextLength, length };
  }
  const read = parseFramePrefix(prefix, 0, content.frameLength);
  if (typeof read === 'number') throw cut(place);
  const { sequence, final, plaintextLength } = read;
  const length = read.length + plaintextLength + tagLength;
  return { place, offset, sequence, final, iv: hexEncode(read.iv), plaintextLength, length };
}

/** @throws AppError `message-truncated` */
function tagSlice({ place, offset, length }: Omit<FrameFacts, 'tag'>, size: number): Slice {
  if (offset + length > size) throw cut(place);
  return { first: offset + length - tagLength, last: offset + length - 1 };
}

function cut(frame: number): AppError {
  return new AppError('message-truncated', 'the message ends within this frame', { details: { frame } });
}
