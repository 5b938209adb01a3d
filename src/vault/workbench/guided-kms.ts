import type { BenchKmsPort } from '../../keyring/bench-kms-port.ts';

/** Runs one request: at a pace, or again while its failures may pass. */
type Guide = <Answer>(ask: (signal: AbortSignal) => Promise<Answer>, signal: AbortSignal) => Promise<Answer>;

/** The same KMS, each request run by `guide`. Every one may be repeated: at worst a ciphertext is never used. */
export function guidedKms(kms: BenchKmsPort, guide: Guide): BenchKmsPort {
  const through =
    <Request extends { readonly signal: AbortSignal }, Answer>(
      perform: (request: Request) => Promise<Answer>,
    ) =>
    (request: Request): Promise<Answer> =>
      guide((signal) => perform({ ...request, signal }), request.signal);
  return {
    encrypt: through((request) => kms.encrypt(request)),
    decrypt: through((request) => kms.decrypt(request)),
    generateKeyPair: through((request) => kms.generateKeyPair(request)),
    getPublicKey: through((request) => kms.getPublicKey(request)),
    reEncrypt: through((request) => kms.reEncrypt(request)),
    describeKey: through((request) => kms.describeKey(request)),
    rotation: through((request) => kms.rotation(request)),
  };
}
