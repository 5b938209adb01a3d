import { importDataKey } from '../../src/crypto/data-key.ts';
import { createBodyOpener, verifyHeader } from '../../src/crypto/opener.ts';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { concatBytes, type Bytes } from '../../src/bytes/bytes.ts';
import { parseHeader } from '../../src/message/header.ts';
import { defaultFrameLength } from '../../src/message/sizes.ts';
import { sealingSuite } from '../../src/message/suites.ts';
import { noise } from './noise.ts';

/** frames of one stretch: 8 MiB, a part */
const stretchFrames = 32;
const framesInFlight = 4;
const stretches = 24;

const context = new Map([
  ['owner', 'us-east-1:00000000-0000-4000-8000-000000000000'],
  ['location', 's3://bench/file'],
]);

/** Each sample: time of bare `crypto.subtle` over the time of ours, for the same bytes, one after the other. */
export async function sealVsSubtle(samples: number): Promise<number[]> {
  const plaintext = noise(stretchFrames * defaultFrameLength);
  const bareKey = await bareAesKey();
  const seal = async (): Promise<number> => {
    const sealer = await newSealer(stretches * stretchFrames * defaultFrameLength);
    return timed(async () => {
      for (let stretch = 0; stretch < stretches; stretch++) {
        await inFlight((index) =>
          sealer.sealFrame(stretch * stretchFrames + index + 1, frameAt(plaintext, index)),
        );
      }
    });
  };
  const bare = (): Promise<number> =>
    timed(async () => {
      for (let stretch = 0; stretch < stretches; stretch++) {
        await inFlight((index) =>
          crypto.subtle.encrypt(
            { name: 'AES-GCM', iv: ivOf(stretch * stretchFrames + index) },
            bareKey,
            frameAt(plaintext, index),
          ),
        );
      }
    });
  return sampled(samples, bare, seal);
}

/** As `sealVsSubtle`, for opening: the streamed reader, chunk by chunk, against bare decryption of the same frames. */
export async function openVsSubtle(samples: number): Promise<number[]> {
  const plaintext = noise(stretchFrames * defaultFrameLength);
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const sealer = await newSealer(stretchFrames * defaultFrameLength, raw.slice());
  const body = await sealBody(sealer, plaintext);
  const parse = parseHeader(sealer.header);
  if (parse.status !== 'complete') throw new Error('the header is cut');
  const verified = await verifyHeader(parse.parsed, await importDataKey(sealingSuite, raw), {
    allowUncommitted: false,
  });

  const bareKey = await bareAesKey();
  const sealed: Bytes[] = [];
  for (let index = 0; index < stretchFrames; index++) {
    sealed.push(
      new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-GCM', iv: ivOf(index) }, bareKey, frameAt(plaintext, index)),
      ),
    );
  }
  const open = (): Promise<number> =>
    timed(async () => {
      for (let stretch = 0; stretch < stretches; stretch++) {
        const opener = createBodyOpener(verified);
        for await (const frame of opener.push(body))
          if (frame.length !== defaultFrameLength) throw new Error('cut');
        opener.finish();
      }
    });
  const bare = (): Promise<number> =>
    timed(async () => {
      for (let stretch = 0; stretch < stretches; stretch++) {
        await inFlight((index) =>
          crypto.subtle.decrypt(
            { name: 'AES-GCM', iv: ivOf(index) },
            bareKey,
            sealed[index] ?? new Uint8Array(0),
          ),
        );
      }
    });
  return sampled(samples, bare, open);
}

async function sampled(
  samples: number,
  bare: () => Promise<number>,
  ours: () => Promise<number>,
): Promise<number[]> {
  await bare();
  await ours();
  const ratios: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    // The order alternates, so that a drift of the machine favours neither.
    if (sample % 2 === 0) ratios.push((await bare()) / (await ours()));
    else ratios.push(1 / ((await ours()) / (await bare())));
  }
  return ratios;
}

async function timed(task: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}

/** Runs one call a frame of a stretch, a few in flight. */
async function inFlight(call: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < stretchFrames) await call(next++);
  };
  await Promise.all(Array.from({ length: framesInFlight }, lane));
}

async function newSealer(
  plaintextLength: number,
  raw = crypto.getRandomValues(new Uint8Array(32)),
): Promise<Sealer> {
  const edk = { providerId: 'bench', providerInfo: new Uint8Array(1), ciphertext: new Uint8Array(184) };
  const dataKey = await importDataKey(sealingSuite, raw);
  return createSealer({ dataKey, edks: [edk], context, frameLength: defaultFrameLength, plaintextLength });
}

async function sealBody(sealer: Sealer, plaintext: Bytes): Promise<Bytes> {
  const chunks: Bytes[] = [];
  for (let index = 0; index < stretchFrames; index++) {
    const { prefix, sealed } = await sealer.sealFrame(index + 1, frameAt(plaintext, index));
    chunks.push(prefix, sealed);
  }
  return concatBytes(...chunks);
}

function bareAesKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

function frameAt(stretch: Bytes, index: number): Bytes {
  return stretch.subarray(index * defaultFrameLength, (index + 1) * defaultFrameLength);
}

function ivOf(sequence: number): Bytes {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, sequence);
  return iv;
}
