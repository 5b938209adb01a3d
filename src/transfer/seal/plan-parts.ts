import { AppError } from '../../errors.ts';
import { frameCountOf, frameOffsetOf, messageLengthOf } from '../../message/sizes.ts';

/** S3's limits. Source: Amazon S3 User Guide, "Amazon S3 multipart upload limits". */
export const maxParts = 10_000;
export const maxPartLength = 5 * 1024 ** 3;

/** One part of a message: whole frames; the first part also holds the header. Offsets and lengths in bytes. */
export interface PartPlan {
  /** from 1 */
  readonly partNumber: number;
  /** sequence number of its first frame, from 1 */
  readonly firstFrame: number;
  readonly frameCount: number;
  /** `[start, end)` of its plaintext in the file */
  readonly plaintextStart: number;
  readonly plaintextEnd: number;
  /** bytes of the part as stored */
  readonly length: number;
}

export interface UploadPlan {
  readonly kind: 'single' | 'parts';
  readonly parts: readonly PartPlan[];
  readonly messageLength: number;
}

/**
 * Cuts a message into parts of whole frames: one PutObject up to about `partLength`, otherwise equal parts that grow with
 * the file, so that 10,000 of them reach S3's largest object.
 * @throws AppError `file-too-large` when even parts of 5 GiB would not do.
 */
export function planParts(input: {
  readonly headerLength: number;
  readonly frameLength: number;
  readonly plaintextLength: number;
  /** bytes of plaintext a part aims at; at least 5 MiB, S3's smallest part */
  readonly partLength: number;
}): UploadPlan {
  const { headerLength, frameLength, plaintextLength, partLength } = input;
  const frames = frameCountOf(plaintextLength, frameLength);
  const framesPerPart = Math.max(Math.ceil(partLength / frameLength), Math.ceil(frames / maxParts));
  const messageLength = messageLengthOf({ headerLength, frameLength, plaintextLength });
  if (
    frames > framesPerPart &&
    frameOffsetOf({ headerLength, frameLength, sequence: framesPerPart + 1 }) > maxPartLength
  ) {
    throw new AppError('file-too-large', 'the file would not fit the largest object S3 stores', {
      details: { size: plaintextLength },
    });
  }
  const parts: PartPlan[] = [];
  for (let first = 1; first <= frames; first += framesPerPart) {
    const next = Math.min(first + framesPerPart, frames + 1);
    const start = first === 1 ? 0 : frameOffsetOf({ headerLength, frameLength, sequence: first });
    const end = next > frames ? messageLength : frameOffsetOf({ headerLength, frameLength, sequence: next });
    parts.push({
      partNumber: parts.length + 1,
      firstFrame: first,
      frameCount: next - first,
      plaintextStart: (first - 1) * frameLength,
      plaintextEnd: Math.min((next - 1) * frameLength, plaintextLength),
      length: end - start,
    });
  }
  return { kind: parts.length === 1 ? 'single' : 'parts', parts, messageLength };
}
