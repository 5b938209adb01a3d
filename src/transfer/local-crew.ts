import { openRun } from '../crypto/open-run.ts';
import type { Bytes } from '../bytes/bytes.ts';
import type { Crew, OpenFramesJob } from './crew-port.ts';
import { type Crc32, createCrc32 } from './seal/crc32.ts';
import { sealPart } from './seal/seal-part.ts';

/** Seals and opens in the thread that asks, so many jobs at a time as are asked for. */
export function createLocalCrew(): Crew {
  const idle: Crc32[] = [];
  return {
    hands: 1,
    async sealPart(job, signal) {
      const crc = idle.pop() ?? (await createCrc32());
      try {
        return await sealPart(job, crc, signal);
      } finally {
        idle.push(crc);
      }
    },
    openFrames,
  };
}

async function openFrames({ run, bytes }: OpenFramesJob, signal: AbortSignal): Promise<readonly Bytes[]> {
  signal.throwIfAborted();
  const plaintexts: Bytes[] = [];
  for await (const plaintext of openRun(run, bytes)) {
    signal.throwIfAborted();
    plaintexts.push(plaintext);
  }
  return plaintexts;
}
