import type { BenchAccess } from './bench-world.ts';

const unexpected = (): Promise<never> => Promise.reject(new Error('not expected'));

/** For tests of other commands: a bench that nobody should use. */
export const noBench: BenchAccess = {
  kms: {
    encrypt: unexpected,
    decrypt: unexpected,
    generateKeyPair: unexpected,
    getPublicKey: unexpected,
    reEncrypt: unexpected,
    describeKey: unexpected,
    rotation: unexpected,
  },
  secondKeyId: null,
  rsaKeyId: null,
};
