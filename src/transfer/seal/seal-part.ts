import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import type { Sealer } from '../../crypto/sealer.ts';
import type { Crc32 } from './crc32.ts';
import type { FileSlices } from './file-slices.ts';
import type { PartPlan } from './plan-parts.ts';
import type { Tuning } from '../tuning.ts';

export interface SealedPart {
  readonly body: Bytes | Blob;
  /** CRC-32 of the body */
  readonly crc: number;
}

/**
 * Reads, seals and checksums one part. Holds a few frames of plaintext at a time, and the sealed part once.
 * @throws AppError from the file or the sealer; the signal's reason when cancelled
 */
export async function sealPart(input: {
  readonly part: PartPlan;
  readonly sealer: Sealer;
  readonly file: FileSlices;
  /** this part's alone until it resolves */
  readonly crc: Crc32;
  readonly tuning: Pick<Tuning, 'readLength' | 'body'>;
  readonly signal: AbortSignal;
}): Promise<SealedPart> {
  const { part, sealer, file, crc, tuning, signal } = input;
  const pieces: Bytes[] = [];
  const append = (piece: Bytes): void => {
    crc.update(piece);
    pieces.push(piece);
  };
  crc.reset();
  if (part.firstFrame === 1) append(sealer.header);
  const batch = Math.max(1, Math.floor(tuning.readLength / sealer.frameLength));
  const endFrame = part.firstFrame + part.frameCount;
  for (let first = part.firstFrame; first < endFrame; first += batch) {
    signal.throwIfAborted();
    const count = Math.min(batch, endFrame - first);
    const start = (first - 1) * sealer.frameLength;
    const end = Math.min(start + count * sealer.frameLength, part.plaintextEnd);
    const plaintext = await file.read(start, end);
    const sealing = Array.from({ length: count }, (_, index) =>
      sealer.sealFrame(
        first + index,
        plaintext.subarray(index * sealer.frameLength, (index + 1) * sealer.frameLength),
      ),
    );
    for (const { prefix, sealed } of await Promise.all(sealing)) {
      append(prefix);
      append(sealed);
    }
  }
  const body = tuning.body === 'blob' ? new Blob(pieces) : concatBytes(...pieces);
  return { body, crc: crc.value() };
}
