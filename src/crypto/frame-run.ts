import type { Bytes } from '../bytes/bytes.ts';
import { finalFrameOverhead, frameOverhead } from '../message/sizes.ts';

/** Frames of one message that follow each other, with all that is needed to seal or open them. Clonable; the key cannot be exported. */
export interface FrameRun {
  readonly contentKey: CryptoKey;
  readonly messageId: Bytes;
  /** bytes of plaintext a frame */
  readonly frameLength: number;
  /** sequence number of the first, from 1 */
  readonly first: number;
  readonly count: number;
  /** bytes of plaintext in the message's final frame where the run ends with it; null otherwise */
  readonly finalLength: number | null;
}

/** The frames of a run, as many as `count` from `first` on; the final one only where the run has it. */
export function subRun(run: FrameRun, first: number, count: number): FrameRun {
  const end = run.first + run.count;
  return { ...run, first, count, finalLength: first + count === end ? run.finalLength : null };
}

/** Bytes of plaintext in all frames of a run. */
export function runPlaintextLength({ count, frameLength, finalLength }: FrameRun): number {
  return finalLength === null ? count * frameLength : (count - 1) * frameLength + finalLength;
}

/** Bytes of all frames of a run as stored. */
export function runStoredLength(run: FrameRun): number {
  const overhead = run.count * frameOverhead;
  const more = run.finalLength === null ? 0 : finalFrameOverhead - frameOverhead;
  return runPlaintextLength(run) + overhead + more;
}
