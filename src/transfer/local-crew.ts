import { openRun } from '../crypto/open-run.ts';
import type { Bytes } from '../bytes/bytes.ts';
import type { Crew, OpenFramesJob } from './crew-port.ts';
import { createWorkbench, sealPart, type Workbench } from './seal/seal-part.ts';

/** Seals and opens in the thread that asks, so many jobs at a time as are asked for. */
export function createLocalCrew(): Crew {
  const idle: Workbench[] = [];
  return {
    hands: 1,
    async sealPart(job, signal) {
      const bench = idle.pop() ?? (await createWorkbench());
      try {
        return await sealPart(job, bench, signal);
      } finally {
        idle.push(bench);
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
