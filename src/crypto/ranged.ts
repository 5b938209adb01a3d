import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { type FrameLayout, frameLayoutOf, frameOffsetOf } from '../message/sizes.ts';
import { openingRun, openRun } from './open-run.ts';
import { releasableFrameLength, type VerifiedHeader } from './opener.ts';

/** Reads stored bytes `first` to `last`, inclusive, of the message. */
type Read = (first: number, last: number) => Promise<Bytes>;

/** The length at which each message was seen to end. */
const verifiedEnds = new WeakMap<VerifiedHeader, number>();

interface Place {
  readonly verified: VerifiedHeader;
  readonly frameLength: number;
  readonly messageLength: number;
  readonly layout: FrameLayout;
  readonly read: Read;
}

/**
 * Opens the plaintext bytes `first` to `last`, inclusive (`last = first - 1` for none), of an unsigned framed message.
 * One read covers the frames they lie in. The first range of a message also opens its final frame, so that a message
 * cut or lengthened anywhere is refused whichever bytes are asked for.
 * @throws AppError `message-malformed` where no message has this length, `message-truncated`, `message-trailing-bytes`,
 * `message-out-of-order`, `frame-tampered`, `message-too-large-to-hold` for signed and unframed messages, `internal`
 * for a range outside the plaintext
 */
export async function openRange(
  verified: VerifiedHeader,
  input: {
    readonly messageLength: number;
    readonly first: number;
    readonly last: number;
    readonly read: Read;
  },
): Promise<Bytes> {
  const { messageLength, first, last, read } = input;
  const { header, length: headerLength } = verified.parsed;
  const frameLength = releasableFrameLength(header);
  const layout = frameLayoutOf({ headerLength, frameLength, messageLength });
  if (layout === null) throw new AppError('message-malformed', `no whole message has ${messageLength} bytes`);
  assertInside(first, last, layout.plaintextLength);
  const place: Place = { verified, frameLength, messageLength, layout, read };

  const wanted = new Uint8Array(last - first + 1);
  const firstFrame = Math.floor(first / frameLength) + 1;
  const lastFrame = Math.floor(last / frameLength) + 1;
  if (wanted.length > 0) {
    let start = (firstFrame - 1) * frameLength;
    for await (const plaintext of openFrames(place, firstFrame, lastFrame)) {
      const from = Math.max(0, first - start);
      wanted.set(plaintext.subarray(from, Math.max(from, last + 1 - start)), start + from - first);
      start += plaintext.length;
    }
  }
  const endSeen = wanted.length > 0 && lastFrame === layout.frameCount;
  if (!endSeen && verifiedEnds.get(verified) !== messageLength) {
    for await (const plaintext of openFrames(place, layout.frameCount, layout.frameCount)) plaintext.fill(0);
  }
  verifiedEnds.set(verified, messageLength);
  return wanted;
}

async function* openFrames(place: Place, firstFrame: number, lastFrame: number): AsyncGenerator<Bytes, void> {
  const { verified, frameLength, messageLength, layout, read } = place;
  const offsetOf = (sequence: number): number =>
    frameOffsetOf({ headerLength: verified.parsed.length, frameLength, sequence });
  const begin = offsetOf(firstFrame);
  const end = lastFrame === layout.frameCount ? messageLength : offsetOf(lastFrame + 1);
  const bytes = await read(begin, end - 1);
  if (bytes.length > end - begin) throw new AppError('internal', 'read: more bytes than asked for');
  const finalLength = lastFrame === layout.frameCount ? layout.finalLength : null;
  yield* openRun(
    openingRun(verified, { first: firstFrame, count: lastFrame - firstFrame + 1, finalLength }),
    bytes,
  );
}

function assertInside(first: number, last: number, plaintextLength: number): void {
  if (
    Number.isInteger(first) &&
    Number.isInteger(last) &&
    first >= 0 &&
    last >= first - 1 &&
    last < plaintextLength
  )
    return;
  throw new AppError('internal', `range: ${first} to ${last} of ${plaintextLength} bytes`);
}
