import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { type FrameRun, runPlaintextLength, subRun } from '../../crypto/frame-run.ts';
import { sealRun } from '../../crypto/seal-run.ts';
import type { SealedPart, SealPartJob } from '../crew-port.ts';
import type { Crc32 } from './crc32.ts';
import { fileSlices, type FileSlices } from './file-slices.ts';

const tagLength = 16;

/**
 * Reads, seals and checksums one part, here and now; the next stretch of the file is read meanwhile. Holds two stretches of
 * plaintext, and the sealed part once.
 * @param crc this job's alone until it is done
 * @throws AppError `file-changed`, `file-unreadable`; the signal's reason when cancelled
 */
export async function sealPart(job: SealPartJob, crc: Crc32, signal: AbortSignal): Promise<SealedPart> {
  signal.throwIfAborted();
  const file = fileSlices(job.file);
  const pieces: Bytes[] = [];
  const tags = new Uint8Array(job.run.count * tagLength);
  let length = 0;
  let taken = 0;
  const append = (piece: Bytes): void => {
    crc.update(piece);
    pieces.push(piece);
    length += piece.length;
  };
  crc.reset();
  append(job.lead);
  for await (const { run, plaintext } of stretches(job, file, signal)) {
    for (const sealing of await settled(sealRun(run, plaintext))) {
      const { prefix, sealed } = sealing;
      append(prefix);
      append(sealed);
      tags.set(sealed.subarray(sealed.length - tagLength), taken++ * tagLength);
    }
  }
  file.assertUnchanged();
  const body = job.body === 'blob' ? new Blob(pieces) : concatBytes(...pieces);
  return { body, length, crc: crc.value(), tags };
}

/** All of them, or the first failure once none is under way: nobody reads the plaintext after that. */
async function settled<T>(flights: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(flights);
  return Promise.all(flights);
}

interface Stretch {
  readonly run: FrameRun;
  readonly plaintext: Bytes;
}

/** The part's plaintext in order, whole frames at a time, one stretch read ahead. */
async function* stretches(
  job: SealPartJob,
  file: FileSlices,
  signal: AbortSignal,
): AsyncGenerator<Stretch, void> {
  let next: Promise<Stretch> | null = null;
  for (const run of stretchRuns(job)) {
    const current = next;
    next = read(job, run, file);
    // It may fail before its turn, or after another one did.
    next.catch(() => {});
    if (current) yield await current;
    signal.throwIfAborted();
  }
  if (next) yield await next;
  signal.throwIfAborted();
}

function* stretchRuns({ run, readLength }: SealPartJob): Generator<FrameRun, void> {
  const frames = Math.max(1, Math.floor(readLength / run.frameLength));
  const end = run.first + run.count;
  for (let first = run.first; first < end; first += frames) {
    yield subRun(run, first, Math.min(frames, end - first));
  }
}

async function read(job: SealPartJob, run: FrameRun, file: FileSlices): Promise<Stretch> {
  const start = job.start + (run.first - job.run.first) * run.frameLength;
  return { run, plaintext: await file.read(start, start + runPlaintextLength(run)) };
}
