import type { Bytes } from '../bytes/bytes.ts';

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
