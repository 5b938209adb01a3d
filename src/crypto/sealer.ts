import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { assertContextWritable, type EncryptionContext } from '../message/context.ts';
import { type EncryptedDataKey, serializeHeader } from '../message/header.ts';
import { frameCountOf, maxFrameCount, maxFrameLength, messageLengthOf } from '../message/sizes.ts';
import { sealingSuite } from '../message/suites.ts';
import type { DataKey } from './data-key.ts';
import { deriveCommitment, deriveContentKey } from './derive.ts';
import { type FrameRun, runPlaintextLength } from './frame-run.ts';
import { type SealedFrame, sealRun } from './seal-run.ts';
import { createUsedFrames, type UsedFrames } from './used-frames.ts';

const messageIdLength = 32;
const headerIvLength = 12;

/** Seals one message of a known length, frame by frame. */
export interface Sealer {
  /** the whole header with its tag */
  readonly header: Bytes;
  readonly frameCount: number;
  /** bytes of plaintext a frame; the final one has the rest */
  readonly frameLength: number;
  /** bytes of header and frames together */
  readonly messageLength: number;
  /**
   * Seals frame `sequence` (from 1). Calls may run concurrently and in any order; `plaintext` may be reused once the
   * promise settled.
   * @throws AppError `nonce-reuse-refused` for a sequence number asked before, even where that call failed;
   * `internal` for a wrong length or sequence number
   */
  sealFrame(sequence: number, plaintext: Bytes): Promise<SealedFrame>;
  /**
   * Hands out frames `first` to `first + count - 1` to be sealed by `sealRun`, in this thread or another, once.
   * @throws AppError `nonce-reuse-refused` where any of them was taken or sealed before; `internal` where there are no such frames
   */
  take(first: number, count: number): FrameRun;
}

/**
 * Starts a message in suite 0478. A file's data key seals nothing else; thumbnails on the device share one, since each message id makes keys of its own.
 *
 * `messageId` is 32 fresh random bytes unless given. Giving one is for resuming alone: the same data key and message
 * id make the same frame keys and IVs, so header and frames sealed again must be those sealed before.
 * @throws AppError `context-invalid`, `file-too-large` for more than 2^32-1 frames, `internal` for misuse
 */
export async function createSealer(input: {
  readonly dataKey: DataKey;
  readonly edks: readonly EncryptedDataKey[];
  readonly context: EncryptionContext;
  readonly frameLength: number;
  readonly plaintextLength: number;
  readonly messageId?: Bytes;
  /** told as it happens: both keys derived; the header written, with the commitment and its tag */
  readonly note?: (moment: 'derived' | 'committed') => void;
}): Promise<Sealer> {
  const { dataKey, edks, context, frameLength, plaintextLength } = input;
  assertPlan(input);
  assertContextWritable(context);
  const messageId = input.messageId?.slice() ?? crypto.getRandomValues(new Uint8Array(messageIdLength));
  const [commitment, contentKey] = await Promise.all([
    deriveCommitment(dataKey, messageId),
    deriveContentKey(dataKey, messageId, 'encrypt'),
  ]);
  input.note?.('derived');
  const headerBody = serializeHeader({
    suite: sealingSuite,
    messageId,
    context,
    edks,
    content: { type: 'framed', frameLength },
    commitment,
  });
  const header = concatBytes(headerBody, await authenticate(contentKey, headerBody));
  input.note?.('committed');
  const frameCount = frameCountOf(plaintextLength, frameLength);
  const finalLength = plaintextLength - (frameCount - 1) * frameLength;
  const used = createUsedFrames();
  const runOf = (first: number, count: number): FrameRun => ({
    contentKey,
    messageId,
    frameLength,
    first,
    count,
    finalLength: first + count - 1 === frameCount ? finalLength : null,
  });

  return {
    header,
    frameCount,
    frameLength,
    messageLength: messageLengthOf({ headerLength: header.length, frameLength, plaintextLength }),
    async sealFrame(sequence, plaintext) {
      assertFrames(sequence, 1, frameCount);
      const run = runOf(sequence, 1);
      const length = runPlaintextLength(run);
      if (plaintext.length !== length) {
        throw misuse(
          `plaintext of frame ${sequence}: expected ${length} bytes, received ${plaintext.length}`,
        );
      }
      takeAll(used, sequence, 1);
      const [sealed] = sealRun(run, plaintext);
      if (sealed === undefined) throw misuse('a run of no frames');
      return sealed;
    },
    take(first, count) {
      assertFrames(first, count, frameCount);
      takeAll(used, first, count);
      return runOf(first, count);
    },
  };
}

function assertFrames(first: number, count: number, frameCount: number): void {
  if (Number.isInteger(first) && Number.isInteger(count) && first >= 1 && count >= 1) {
    if (first + count - 1 <= frameCount) return;
  }
  throw misuse(`frames: expected some of 1 to ${frameCount}, received ${count} from ${first}`);
}

function takeAll(used: UsedFrames, first: number, count: number): void {
  for (let sequence = first; sequence < first + count; sequence++) {
    // Those before it stay taken: a caller that asks for frames again is not trusted with any of them.
    if (used.take(sequence)) continue;
    throw new AppError('nonce-reuse-refused', 'this frame was sealed before', {
      details: { frame: sequence },
    });
  }
}

/** The header's tag: an empty plaintext under an IV of zeros, which no frame has. */
async function authenticate(contentKey: CryptoKey, headerBody: Bytes): Promise<Bytes> {
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(headerIvLength), additionalData: headerBody };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, contentKey, new Uint8Array(0)));
}

function assertPlan(plan: {
  readonly dataKey: DataKey;
  readonly frameLength: number;
  readonly plaintextLength: number;
  readonly messageId?: Bytes;
}): void {
  const { dataKey, frameLength, plaintextLength, messageId } = plan;
  if (dataKey.suite.id !== sealingSuite.id) throw misuse(`suite: expected ${sealingSuite.name}`);
  if (!Number.isInteger(frameLength) || frameLength < 1 || frameLength > maxFrameLength) {
    throw misuse(`frameLength: expected 1 to ${maxFrameLength}, received ${frameLength}`);
  }
  if (!Number.isSafeInteger(plaintextLength) || plaintextLength < 0) {
    throw misuse(`plaintextLength: expected a whole number of bytes, received ${plaintextLength}`);
  }
  if (messageId !== undefined && messageId.length !== messageIdLength) {
    throw misuse(`messageId: expected ${messageIdLength} bytes, received ${messageId.length}`);
  }
  if (frameCountOf(plaintextLength, frameLength) > maxFrameCount) {
    throw new AppError('file-too-large', `more than ${maxFrameCount} frames of ${frameLength} bytes`);
  }
}

function misuse(why: string): AppError {
  return new AppError('internal', `sealer: ${why}`);
}
