import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringWebCrypto,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-browser';
import { concatBytes, type Bytes } from '../../src/bytes/bytes.ts';
import { importDataKey } from '../../src/crypto/data-key.ts';
import { createSealer, type Sealer } from '../../src/crypto/sealer.ts';
import { defaultFrameLength } from '../../src/message/sizes.ts';
import { sealingSuite } from '../../src/message/suites.ts';
import { sealBuffer } from './seal-buffer.ts';
import { sealThere } from './seal-there.ts';

const length = 64 * 1024 * 1024;

const context = {
  owner: 'us-east-1:00000000-0000-4000-8000-000000000000',
  location: 's3://bench/file',
};

/**
 * Each sample: time of AWS's own Encryption SDK for browsers (whole buffer, its default frames, our suite, a raw AES keyring) over
 * the time of ours, for the same 64 MiB in memory, one after the other. Ours has a second worker, as uploads have; what passes
 * between the two counts.
 */
export async function sealVsEsdk(samples: number): Promise<number[]> {
  const halves = [noise(length / 2), noise(length / 2)] as const;
  const whole = concatBytes(...halves);
  const keyring = await aesKeyring();
  const { encrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
  const esdk = (): Promise<number> =>
    timed(async () => {
      const { result } = await encrypt(keyring, whole, { suiteId, encryptionContext: context });
      if (result.length <= length) throw new Error('the message is cut');
    });
  const second = new Worker(new URL('seal-buffer.worker.ts', import.meta.url), { type: 'module' });
  const [here] = halves;
  let [, there] = halves;
  const ours = (): Promise<number> =>
    timed(async () => {
      const sealer = await newSealer();
      const half = sealer.frameCount / 2;
      const answer = sealThere(second, { run: sealer.take(half + 1, half), plaintext: there });
      const frames = [...(await sealBuffer(sealer.take(1, half), here)), ...(await answer).frames];
      there = (await answer).plaintext;
      const sealed = frames.reduce((sum, frame) => sum + frame.prefix.length + frame.sealed.length, 0);
      if (sealer.header.length + sealed !== sealer.messageLength) throw new Error('the message is cut');
    });

  await ours();
  await esdk();
  const ratios: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    // The order alternates, so that a drift of the machine favours neither.
    if (sample % 2 === 0) ratios.push((await esdk()) / (await ours()));
    else ratios.push(1 / ((await ours()) / (await esdk())));
  }
  second.terminate();
  return ratios;
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

async function aesKeyring(): Promise<RawAesKeyringWebCrypto> {
  const wrappingSuite = RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING;
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const masterKey = await RawAesKeyringWebCrypto.importCryptoKey(raw, wrappingSuite);
  return new RawAesKeyringWebCrypto({ keyNamespace: 'bench', keyName: 'key', masterKey, wrappingSuite });
}

async function timed(task: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}

function noise(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += 65_536) {
    crypto.getRandomValues(bytes.subarray(offset, offset + 65_536));
  }
  return bytes;
}
