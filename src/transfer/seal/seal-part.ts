import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { type FrameRun, runPlaintextLength, runStoredLength, subRun } from '../../crypto/frame-run.ts';
import { sealRun } from '../../crypto/seal-run.ts';
import { AppError } from '../../errors.ts';
import type { SealedPart, SealPartJob } from '../crew-port.ts';
import { type Crc32, createCrc32 } from './crc32.ts';
import { fileSlices } from './file-slices.ts';
import { createReusedBuffer, type ReusedBuffer } from './reused-buffer.ts';

const tagLength = 16;
/** Bytes put together before they leave the renderer: more than a usual part. */
const chunkLength = 16 * 1024 * 1024;

/** What one job needs while it runs, and the next one uses again. */
export interface Workbench {
  readonly crc: Crc32;
  readonly plaintext: ReusedBuffer;
  readonly sealed: ReusedBuffer;
}

export async function createWorkbench(): Promise<Workbench> {
  return { crc: await createCrc32(), plaintext: createReusedBuffer(), sealed: createReusedBuffer() };
}

/**
 * Reads, seals and checksums one part, here and now. Holds a stretch of plaintext, its frames, and a chunk of the
 * sealed part; a Blob's bytes are the browser's.
 * @param bench this job's alone until it is done
 * @throws AppError `file-changed`, `file-unreadable`; the signal's reason when cancelled
 */
export async function sealPart(job: SealPartJob, bench: Workbench, signal: AbortSignal): Promise<SealedPart> {
  signal.throwIfAborted();
  const file = fileSlices(job.file, bench.plaintext);
  const part = partInto(bench, job);
  const tags = new Uint8Array(job.run.count * tagLength);
  let taken = 0;
  part.append(job.lead);
  for (const run of stretchRuns(job)) {
    const start = job.start + (run.first - job.run.first) * run.frameLength;
    const plaintext = await file.read(start, start + runPlaintextLength(run));
    signal.throwIfAborted();
    for (const { prefix, sealed } of await settled(sealRun(run, plaintext))) {
      part.append(prefix);
      part.append(sealed);
      tags.set(sealed.subarray(sealed.length - tagLength), taken++ * tagLength);
    }
    signal.throwIfAborted();
  }
  file.assertUnchanged();
  return { ...part.finish(), tags };
}

/** All of them, or the first failure once none is under way: nobody reads the plaintext after that. */
async function settled<T>(flights: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(flights);
  return Promise.all(flights);
}

function* stretchRuns({ run, readLength }: SealPartJob): Generator<FrameRun, void> {
  const frames = Math.max(1, Math.floor(readLength / run.frameLength));
  const end = run.first + run.count;
  for (let first = run.first; first < end; first += frames) {
    yield subRun(run, first, Math.min(frames, end - first));
  }
}

/** The part as it is put together: chunk by chunk, so that the renderer never holds all of a part of gigabytes. */
function partInto({ sealed: buffer, crc }: Workbench, job: SealPartJob) {
  const length = job.lead.length + runStoredLength(job.run);
  const chunk = buffer.take(Math.min(length, chunkLength));
  const chunks: (Blob | Bytes)[] = [];
  let filled = 0;
  let before = 0;
  const flush = (): void => {
    const bytes = chunk.subarray(0, filled);
    crc.update(bytes);
    // A Blob of few large pieces costs a browser half of one of many small ones.
    chunks.push(job.body === 'blob' ? new Blob([bytes]) : bytes.slice());
    before += filled;
    filled = 0;
  };
  crc.reset();
  return {
    append(piece: Bytes): void {
      for (let from = 0; from < piece.length;) {
        if (filled === chunk.length) flush();
        const some = piece.subarray(from, from + chunk.length - filled);
        chunk.set(some, filled);
        filled += some.length;
        from += some.length;
      }
    },
    finish(): Omit<SealedPart, 'tags'> {
      flush();
      if (before !== length) throw new AppError('internal', `sealed ${before} bytes, expected ${length}`);
      return { body: bodyOf(chunks), length, crc: crc.value() };
    },
  };
}

function bodyOf(chunks: readonly (Blob | Bytes)[]): Blob | Bytes {
  const [only, ...more] = chunks;
  if (only !== undefined && more.length === 0) return only;
  const bytes = chunks.flatMap((chunk) => (chunk instanceof Blob ? [] : [chunk]));
  return bytes.length === chunks.length ? concatBytes(...bytes) : new Blob([...chunks]);
}
