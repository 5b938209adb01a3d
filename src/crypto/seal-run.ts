import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { bodyAad, frameIv, framePrefix } from '../message/frames.ts';
import { type FrameRun, runPlaintextLength } from './frame-run.ts';

/** One frame, ready to be stored: `prefix`, then `sealed`. */
export interface SealedFrame {
  /** marks, sequence number, IV and, in the final frame, the length */
  readonly prefix: Bytes;
  /** ciphertext and tag, as WebCrypto returned them */
  readonly sealed: Bytes;
}

/**
 * Seals all frames of a run, in any thread. Nothing here remembers what was sealed: a run comes from `Sealer.take`, which hands
 * each frame out once, and is sealed once. `plaintext` may be reused once the promises settled.
 * @returns a promise for each frame, in order
 * @throws AppError `internal` for a wrong length
 */
export function sealRun(run: FrameRun, plaintext: Bytes): readonly Promise<SealedFrame>[] {
  const expected = runPlaintextLength(run);
  if (plaintext.length !== expected) {
    throw new AppError(
      'internal',
      `plaintext of ${run.count} frames from ${run.first}: expected ${expected} bytes, received ${plaintext.length}`,
    );
  }
  return Array.from({ length: run.count }, (_, index) => {
    const final = run.finalLength !== null && index === run.count - 1;
    const start = index * run.frameLength;
    const end = final ? plaintext.length : start + run.frameLength;
    return sealFrame(run, run.first + index, final, plaintext.subarray(start, end));
  });
}

async function sealFrame(
  { contentKey, messageId }: FrameRun,
  sequence: number,
  final: boolean,
  plaintext: Bytes,
): Promise<SealedFrame> {
  const iv = frameIv(sequence);
  const { length } = plaintext;
  const additionalData = bodyAad(messageId, final ? 'final-frame' : 'frame', sequence, length);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, contentKey, plaintext);
  return { prefix: framePrefix({ sequence, final, iv, length }), sealed: new Uint8Array(sealed) };
}
