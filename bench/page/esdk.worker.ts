import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringWebCrypto,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-browser';
import { noise } from './noise.ts';
import { rest } from './rest.ts';

export interface EsdkJob {
  /** bytes, the same in every job */
  readonly length: number;
  readonly context: Readonly<Record<string, string>>;
}

export type EsdkAnswer = { readonly milliseconds: number } | { readonly problem: string };

let plaintext: Uint8Array<ArrayBuffer> | null = null;

self.addEventListener('message', (event: MessageEvent<EsdkJob>) => {
  measure(event.data).then(
    (milliseconds) => self.postMessage({ milliseconds } satisfies EsdkAnswer),
    (thrown: unknown) => self.postMessage({ problem: String(thrown) } satisfies EsdkAnswer),
  );
});

/** AWS's own Encryption SDK for browsers: whole buffer, its default frames, our suite, a raw AES keyring. */
async function measure({ length, context }: EsdkJob): Promise<number> {
  plaintext ??= noise(length);
  const keyring = await aesKeyring();
  const { encrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const suiteId = AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
  await rest();
  const started = performance.now();
  const { result } = await encrypt(keyring, plaintext, { suiteId, encryptionContext: context });
  const milliseconds = performance.now() - started;
  if (result.length <= length) throw new Error('the message is cut');
  return milliseconds;
}

async function aesKeyring(): Promise<RawAesKeyringWebCrypto> {
  const wrappingSuite = RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING;
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const masterKey = await RawAesKeyringWebCrypto.importCryptoKey(raw, wrappingSuite);
  return new RawAesKeyringWebCrypto({ keyNamespace: 'bench', keyName: 'key', masterKey, wrappingSuite });
}
