import { importDataKey } from '../../src/crypto/data-key.ts';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { defaultFrameLength } from '../../src/message/sizes.ts';
import { sealingSuite } from '../../src/message/suites.ts';
import type { EsdkAnswer, EsdkJob } from './esdk.worker.ts';
import { noise } from './noise.ts';
import { rest } from './rest.ts';
import { sealBuffer } from './seal-buffer.ts';
import { sealThere } from './seal-there.ts';

const length = 64 * 1024 * 1024;

const context = {
  owner: 'us-east-1:00000000-0000-4000-8000-000000000000',
  location: 's3://bench/file',
};

/**
 * Each sample: time of AWS's own Encryption SDK for browsers over the time of ours, for 64 MiB in memory, one after the other. Each
 * has a heap of its own, so that neither collects the other's garbage. Ours has a second worker, as uploads have; what passes
 * between the two counts.
 */
export async function sealVsEsdk(samples: number): Promise<number[]> {
  const second = new Worker(new URL('seal-buffer.worker.ts', import.meta.url), { type: 'module' });
  const peer = new Worker(new URL('esdk.worker.ts', import.meta.url), { type: 'module' });
  const here = noise(length / 2);
  let there = noise(length / 2);
  const ours = async (): Promise<number> => {
    await rest();
    const started = performance.now();
    const sealer = await newSealer();
    const half = sealer.frameCount / 2;
    const answer = sealThere(second, { run: sealer.take(half + 1, half), plaintext: there, give: true });
    const frames = [...(await sealBuffer(sealer.take(1, half), here)), ...(await answer).frames];
    const sealed = frames.reduce((sum, frame) => sum + frame.prefix.length + frame.sealed.length, 0);
    const milliseconds = performance.now() - started;
    if (sealer.header.length + sealed !== sealer.messageLength) throw new Error('the message is cut');
    there = (await answer).plaintext;
    return milliseconds;
  };
  const esdk = (): Promise<number> => timeOf(peer, { length, context });

  await ours();
  await esdk();
  const ratios: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    // The order alternates, so that a drift of the machine favours neither.
    if (sample % 2 === 0) ratios.push((await esdk()) / (await ours()));
    else ratios.push(1 / ((await ours()) / (await esdk())));
  }
  second.terminate();
  peer.terminate();
  return ratios;
}

function timeOf(worker: Worker, job: EsdkJob): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<EsdkAnswer>) => {
        if ('problem' in data) reject(new Error(data.problem));
        else resolve(data.milliseconds);
      },
      { once: true },
    );
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    worker.postMessage(job);
  });
}

async function newSealer(): Promise<Sealer> {
  const dataKey = await importDataKey(sealingSuite, crypto.getRandomValues(new Uint8Array(32)));
  const edk = { providerId: 'bench', providerInfo: new Uint8Array(1), ciphertext: new Uint8Array(184) };
  return createSealer({
    dataKey,
    edks: [edk],
    context: new Map(Object.entries(context)),
    frameLength: defaultFrameLength,
    plaintextLength: length,
  });
}
