import type { AppError } from '../../errors.ts';
import type { FrameFailure, VerificationProgress } from '../../inspect/chain.ts';

/** Failures a report names; the others are only counted. */
const mostFailures = 100;
/** Milliseconds between two readings, at least. */
const interval = 100;

/** What a verification has done so far. */
export interface Tally {
  readonly framesVerified: number;
  readonly bytesVerified: number;
  readonly framesChosen: number;
  readonly failures: readonly FrameFailure[];
  readonly failureCount: number;
  /** So many frames, with so many bytes of plaintext, are to be verified. */
  choose(frames: number, bytes: number): void;
  verified(frames: number, bytes: number): void;
  /** @param bytes of plaintext the frame should have had; none for what is no frame */
  failed(place: number | null, error: AppError, bytes: number): void;
  /** Tells the last state. */
  end(): void;
}

/**
 * Counts, and tells of it at most ten times a second; the last state always arrives.
 * @param now milliseconds, from any start
 */
export function createTally(now: () => number, tell: (progress: VerificationProgress) => void): Tally {
  const failures: FrameFailure[] = [];
  let framesVerified = 0;
  let bytesVerified = 0;
  let framesChosen = 0;
  let bytesChosen = 0;
  let framesFailed = 0;
  let bytesFailed = 0;
  let failureCount = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  const send = (): void => {
    toldAt = now();
    tell({
      framesDone: framesVerified + framesFailed,
      framesChosen,
      bytesDone: bytesVerified + bytesFailed,
      bytesChosen,
      failureCount,
    });
  };
  const sendIfDue = (): void => {
    if (now() - toldAt >= interval) send();
  };

  return {
    get framesVerified() {
      return framesVerified;
    },
    get bytesVerified() {
      return bytesVerified;
    },
    get framesChosen() {
      return framesChosen;
    },
    get failureCount() {
      return failureCount;
    },
    failures,
    choose(frames, bytes) {
      framesChosen = frames;
      bytesChosen = bytes;
      send();
    },
    verified(frames, bytes) {
      framesVerified += frames;
      bytesVerified += bytes;
      sendIfDue();
    },
    failed(place, error, bytes) {
      failureCount += 1;
      if (failures.length < mostFailures) failures.push({ place, error: error.toData() });
      if (place !== null) framesFailed += 1;
      bytesFailed += bytes;
      sendIfDue();
    },
    end: send,
  };
}
