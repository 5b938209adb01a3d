import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { publicKeyName } from '../message/context.ts';
import { bodyAad, type Frame, parseFrame } from '../message/frames.ts';
import type { MessageHeader, ParsedHeader } from '../message/header.ts';
import type { DataKey } from './data-key.ts';
import { deriveCommitment, deriveContentKey } from './derive.ts';
import type { FrameRun } from './frame-run.ts';
import { openSealed } from './open-sealed.ts';
import { createPartialFrame } from './partial-frame.ts';

const tagLength = 16;
const framesInFlight = 4;

/** What opens the frames of one message. */
type FrameKey = Pick<FrameRun, 'contentKey' | 'messageId'>;

/** A header whose commitment and tag were verified, with the key that opens the body. */
export interface VerifiedHeader {
  readonly parsed: ParsedHeader;
  readonly contentKey: CryptoKey;
}

/**
 * Refuses suites without key commitment unless the caller chose to read them.
 * @throws AppError `message-uncommitted`
 */
export function assertCommitted(
  header: MessageHeader,
  options: { readonly allowUncommitted: boolean },
): void {
  if (header.suite.committing || options.allowUncommitted) return;
  throw new AppError('message-uncommitted', `${header.suite.name} has no key commitment`, {
    details: { suite: header.suite.id },
  });
}

/**
 * Checks the commitment, in constant time and before anything is decrypted, then the header's tag.
 * @throws AppError `message-uncommitted`, `context-invalid` where suite and verification key do not go together,
 * `commitment-mismatch`, `header-tampered`, `message-unsupported` for AES-192 in a browser that has none
 */
export async function verifyHeader(
  parsed: ParsedHeader,
  dataKey: DataKey,
  options: { readonly allowUncommitted: boolean },
): Promise<VerifiedHeader> {
  const { header, body, iv, tag } = parsed;
  if (dataKey.suite.id !== header.suite.id)
    throw new AppError('internal', 'the data key is for another suite');
  assertCommitted(header, options);
  assertVerificationKeyPlaced(header);
  if (header.commitment !== null) {
    const expected = await deriveCommitment(dataKey, header.messageId);
    const equal = equalBytes(expected, header.commitment);
    expected.fill(0);
    if (!equal) throw new AppError('commitment-mismatch', 'the message commits to another data key');
  }
  const contentKey = await deriveContentKey(dataKey, header.messageId, 'decrypt');
  await openSealed(contentKey, { iv, additionalData: body, sealed: tag }, 'header-tampered', {});
  return { parsed, contentKey };
}

/** Specification: framework/cmm-interface.md, Decrypt Materials. @throws AppError `context-invalid` */
export function assertVerificationKeyPlaced({ suite, context }: MessageHeader): void {
  const present = context.has(publicKeyName);
  if (suite.signature === null && present) {
    throw new AppError('context-invalid', 'an unsigned message carries a verification key');
  }
  if (suite.signature !== null && !present) {
    throw new AppError('context-invalid', 'a signed message carries no verification key');
  }
}

/**
 * The frame length of a message whose frames may be released one by one.
 * @throws AppError `message-too-large-to-hold` for signed and unframed messages, which only `openWhole` opens
 */
export function releasableFrameLength({ suite, content }: MessageHeader): number {
  if (suite.signature === null && content.type === 'framed') return content.frameLength;
  throw new AppError(
    'message-too-large-to-hold',
    'a signed or unframed message is opened whole or not at all',
  );
}

/**
 * Opens one frame. Its plaintext is authentic, at this place in this message; that the message ends where it should
 * is seen by `createBodyOpener`, `openRange` and `openWhole`.
 * @throws AppError `message-out-of-order` or `frame-tampered`, both with `{ frame }`
 */
export async function openFrame(
  { contentKey, messageId }: FrameKey,
  frame: Frame,
  expectedSequence: number,
): Promise<Bytes> {
  const { sequence, final, iv, sealed } = frame;
  if (sequence !== expectedSequence) {
    throw new AppError('message-out-of-order', `frame ${sequence} stands where ${expectedSequence} belongs`, {
      details: { frame: expectedSequence },
    });
  }
  const additionalData = bodyAad(
    messageId,
    final ? 'final-frame' : 'frame',
    sequence,
    sealed.length - tagLength,
  );
  return openSealed(contentKey, { iv, additionalData, sealed }, 'frame-tampered', {
    frame: sequence,
  });
}

/**
 * Opens frames that follow each other, a few in flight, their plaintexts in order.
 * @throws AppError as `openFrame`, or whatever `frames` throws
 */
export async function* openInOrder(
  key: FrameKey,
  frames: Iterable<Frame>,
  firstSequence: number,
): AsyncGenerator<Bytes, void> {
  const flights: Promise<Bytes>[] = [];
  let sequence = firstSequence;
  for (const frame of frames) {
    const flight = openFrame(key, frame, sequence);
    // An earlier failure may leave this one unawaited.
    flight.catch(() => {});
    flights.push(flight);
    sequence++;
    const oldest = flights.length === framesInFlight ? flights.shift() : undefined;
    if (oldest !== undefined) yield await oldest;
  }
  for (const flight of flights) yield await flight;
}

/** Streaming: chunks go in by their order, plaintext comes out frame by frame, each after its own tag verified. */
export interface BodyOpener {
  /**
   * Takes the next chunk of the body. The generator must be drained before the next call; the chunk stays untouched
   * until then. Whole frames are opened where they lie, a frame cut by the chunk's edge is kept until its rest comes.
   * After a failure the opener is of no more use.
   * @throws AppError `message-malformed`, `message-out-of-order`, `frame-tampered`, `message-trailing-bytes`, or
   * `message-too-large-to-hold` for a frame of more than 256 MiB that comes in pieces
   */
  push(chunk: Bytes): AsyncGenerator<Bytes, void>;
  /**
   * Must be called at the end: only then is the plaintext known to be whole.
   * @throws AppError `message-truncated` unless the final frame was opened, or the earlier failure again
   */
  finish(): void;
}

/**
 * Opens the body of an unsigned framed message as it arrives, from the first byte after the header.
 * @throws AppError `message-too-large-to-hold` for signed and unframed messages
 */
export function createBodyOpener(verified: VerifiedHeader): BodyOpener {
  const { parsed, contentKey } = verified;
  const frameLength = releasableFrameLength(parsed.header);
  const key = { contentKey, messageId: parsed.header.messageId };
  const held = createPartialFrame();
  let nextSequence = 1;
  let ended = false;
  let blocked: AppError | null = null;

  function* framesOf(chunk: Bytes): Generator<Frame, void> {
    let offset = 0;
    while (offset < chunk.length) {
      if (ended) throw new AppError('message-trailing-bytes', 'bytes follow the final frame');
      const resumed = held.length > 0;
      if (resumed) {
        const end = Math.min(chunk.length, offset + held.needed - held.length);
        held.append(chunk.subarray(offset, end));
        offset = end;
        if (held.length < held.needed) return;
      }
      const parse = resumed
        ? parseFrame(held.view(), 0, frameLength)
        : parseFrame(chunk, offset, frameLength);
      if (parse.status === 'more') {
        held.needed = parse.atLeast;
        if (resumed) continue;
        held.append(chunk.subarray(offset));
        return;
      }
      if (resumed) held.clear();
      else offset = parse.end;
      ended = parse.frame.final;
      nextSequence++;
      yield parse.frame;
    }
  }

  return {
    async *push(chunk) {
      if (blocked !== null) throw blocked;
      blocked = new AppError('internal', 'body opener: a chunk was pushed before the last one was drained');
      try {
        yield* openInOrder(key, framesOf(chunk), nextSequence);
        blocked = null;
      } catch (thrown) {
        blocked = AppError.from(thrown);
        throw thrown;
      }
    },
    finish() {
      if (blocked !== null) throw blocked;
      if (!ended) {
        throw new AppError('message-truncated', 'the final frame is missing', {
          details: { frame: nextSequence },
        });
      }
    },
  };
}
