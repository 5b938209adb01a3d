import type { Bytes } from '../bytes/bytes.ts';

type Context = ReadonlyMap<string, string>;

/** What the key bench needs of a KMS, besides data keys. Implemented by `src/aws`; every method throws AppError with a `kms-*`, access or network code. */
export interface BenchKmsPort {
  /** At most 4,096 bytes. */
  encrypt(request: {
    readonly keyId: string;
    readonly plaintext: Bytes;
    readonly context: Context;
    readonly signal: AbortSignal;
  }): Promise<{ readonly ciphertext: Bytes; readonly keyArn: string; readonly requestId: string | null }>;

  /** The caller overwrites `plaintext`. Asymmetric keys take no context. */
  decrypt(request: {
    readonly keyId: string;
    readonly ciphertext: Bytes;
    readonly under: { readonly context: Context } | { readonly oaepHash: 'SHA-1' | 'SHA-256' };
    readonly signal: AbortSignal;
  }): Promise<{
    readonly plaintext: Bytes;
    readonly keyArn: string;
    /** of a symmetric key: which of its materials had wrapped it */
    readonly materialId: string | null;
    readonly requestId: string | null;
  }>;

  /** A key pair whose private half (PKCS #8) comes wrapped and in no other form. `publicKey`: SubjectPublicKeyInfo. */
  generateKeyPair(request: {
    readonly keyId: string;
    readonly spec: 'RSA_2048' | 'RSA_3072' | 'RSA_4096';
    readonly context: Context;
    readonly signal: AbortSignal;
  }): Promise<{
    readonly publicKey: Bytes;
    readonly wrappedPrivateKey: Bytes;
    readonly keyArn: string;
    readonly requestId: string | null;
  }>;

  /** `publicKey`: SubjectPublicKeyInfo. */
  getPublicKey(request: { readonly keyId: string; readonly signal: AbortSignal }): Promise<{
    readonly publicKey: Bytes;
    readonly keyArn: string;
    readonly keySpec: string;
    readonly algorithms: readonly string[];
    readonly requestId: string | null;
  }>;

  /** Wraps again under another key, within KMS, under the same context. */
  reEncrypt(request: {
    readonly ciphertext: Bytes;
    readonly sourceKeyId: string;
    readonly destinationKeyId: string;
    readonly context: Context;
    readonly signal: AbortSignal;
  }): Promise<{
    readonly ciphertext: Bytes;
    readonly sourceKeyArn: string;
    readonly keyArn: string;
    readonly requestId: string | null;
  }>;

  describeKey(request: { readonly keyId: string; readonly signal: AbortSignal }): Promise<{
    readonly arn: string;
    readonly keySpec: string;
    readonly usage: string;
    readonly state: string;
    /** null: KMS did not say, or the key has none */
    readonly currentMaterialId: string | null;
  }>;

  /** Of a symmetric key. */
  rotation(request: { readonly keyId: string; readonly signal: AbortSignal }): Promise<RotationHistory>;
}

export interface RotationHistory {
  /** by itself, every so many days */
  readonly automatic: boolean;
  readonly periodDays: number | null;
  /** the newest last; ISO 8601, UTC */
  readonly rotations: readonly {
    readonly date: string | null;
    readonly type: string;
    readonly materialId: string | null;
  }[];
}
