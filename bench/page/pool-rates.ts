import type { Bytes } from '../../src/bytes/bytes.ts';
import { importDataKey } from '../../src/crypto/data-key.ts';
import { createSealer } from '../../src/crypto/sealer.ts';
import { defaultFrameLength } from '../../src/message/sizes.ts';
import { sealingSuite } from '../../src/message/suites.ts';
import { rest } from './rest.ts';
import { sealThere } from './seal-there.ts';

const stretchFrames = 32;
const stretches = 48;
/** as the app gives each of its threads */
const jobsAWorker = 2;

/** Each sample: time of sealing with one worker over that with two, for the same bytes in memory, one after the other. */
export async function poolVsOneWorker(samples: number): Promise<number[]> {
  const workers = [newWorker(), newWorker()];
  const one = (): Promise<number> => timed(workers.slice(0, 1));
  const two = (): Promise<number> => timed(workers);
  try {
    await two();
    const ratios: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      // The order alternates, so that a drift of the machine favours neither.
      if (sample % 2 === 0) ratios.push((await one()) / (await two()));
      else ratios.push(1 / ((await two()) / (await one())));
    }
    return ratios;
  } finally {
    for (const worker of workers) worker.terminate();
  }
}

async function timed(workers: readonly Worker[]): Promise<number> {
  const dataKey = await importDataKey(sealingSuite, crypto.getRandomValues(new Uint8Array(32)));
  const edk = { providerId: 'bench', providerInfo: new Uint8Array(1), ciphertext: new Uint8Array(184) };
  const sealer = await createSealer({
    dataKey,
    edks: [edk],
    context: new Map(),
    frameLength: defaultFrameLength,
    plaintextLength: stretches * stretchFrames * defaultFrameLength,
  });
  const hands = workers.flatMap((worker) =>
    Array.from({ length: jobsAWorker }, () => ({
      worker,
      plaintext: new Uint8Array(stretchFrames * defaultFrameLength).fill(7),
    })),
  );
  let next = 0;
  await rest();
  const started = performance.now();
  await Promise.all(
    hands.map(async ({ worker, plaintext: own }) => {
      let plaintext: Bytes = own;
      for (let stretch = next++; stretch < stretches; stretch = next++) {
        const run = sealer.take(stretch * stretchFrames + 1, stretchFrames);
        ({ plaintext } = await sealThere(worker, { run, plaintext, give: false }));
      }
    }),
  );
  return performance.now() - started;
}

function newWorker(): Worker {
  return new Worker(new URL('seal-buffer.worker.ts', import.meta.url), { type: 'module' });
}
