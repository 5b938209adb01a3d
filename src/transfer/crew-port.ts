import type { Bytes } from '../bytes/bytes.ts';
import type { FrameRun } from '../crypto/frame-run.ts';

/** One part to read, seal and checksum. Clonable: it may be done by another thread. */
export interface SealPartJob {
  readonly file: File;
  /** where the run's plaintext begins in the file, bytes */
  readonly start: number;
  readonly run: FrameRun;
  /** what comes before the frames: the header in part 1, otherwise nothing */
  readonly lead: Bytes;
  /** bytes read at a time, rounded to whole frames */
  readonly readLength: number;
  readonly body: 'blob' | 'buffer';
}

export interface SealedPart {
  readonly body: Bytes | Blob;
  /** bytes of `body` */
  readonly length: number;
  /** CRC-32 of `body` */
  readonly crc: number;
  /** the frames' GCM tags, 16 bytes each, in order */
  readonly tags: Bytes;
}

/** Whole frames as stored, to be verified and decrypted. `bytes` is taken away where another thread does it. */
export interface OpenFramesJob {
  readonly run: FrameRun;
  readonly bytes: Bytes;
}

/** The threads that seal and open. They see one part or range at a time and remember nothing. */
export interface Crew {
  /** jobs that make progress at the same time */
  readonly hands: number;
  /** @throws AppError `file-changed`, `file-unreadable`, `vault-crashed` when the thread died; the signal's reason */
  sealPart(job: SealPartJob, signal: AbortSignal): Promise<SealedPart>;
  /**
   * The frames' plaintexts in order, all of them verified.
   * @throws AppError `frame-tampered`, `message-out-of-order`, `message-malformed`, `message-truncated`, `message-trailing-bytes`
   */
  openFrames(job: OpenFramesJob, signal: AbortSignal): Promise<readonly Bytes[]>;
}
