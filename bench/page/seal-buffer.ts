import type { Bytes } from '../../src/bytes/bytes.ts';
import { runPlaintextLength, subRun, type FrameRun } from '../../src/crypto/frame-run.ts';
import { sealRun, type SealedFrame } from '../../src/crypto/seal-run.ts';

const framesInFlight = 8;

/** Seals a run that lies in memory as uploads do: a few frames at a time. */
export async function sealBuffer(run: FrameRun, plaintext: Bytes): Promise<readonly SealedFrame[]> {
  const frames: SealedFrame[] = [];
  const end = run.first + run.count;
  let offset = 0;
  for (let first = run.first; first < end; first += framesInFlight) {
    const some = subRun(run, first, Math.min(framesInFlight, end - first));
    const next = offset + runPlaintextLength(some);
    frames.push(...(await Promise.all(sealRun(some, plaintext.subarray(offset, next)))));
    offset = next;
  }
  return frames;
}
