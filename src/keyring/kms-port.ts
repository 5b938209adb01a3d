import type { Bytes } from '../bytes/bytes.ts';

/** What the keyrings need of a KMS. Implemented by `src/aws`; every method throws AppError with a `kms-*`, access or network code. */
export interface KmsPort {
  /** A fresh 32-byte data key, plain and wrapped. `keyArn` is the ARN KMS answered with, whatever was asked. The caller overwrites `plaintext`. */
  generateDataKey(request: {
    readonly keyId: string;
    readonly context: ReadonlyMap<string, string>;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly plaintext: Bytes; readonly wrapped: Bytes; readonly keyArn: string }>;

  /** Unwraps under exactly `keyId` and `context`. The caller overwrites `plaintext`. */
  decrypt(request: {
    readonly keyId: string;
    readonly wrapped: Bytes;
    readonly context: ReadonlyMap<string, string>;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly plaintext: Bytes; readonly keyArn: string; readonly requestId: string | null }>;

  describeKey(request: { readonly keyId: string; readonly signal?: AbortSignal }): Promise<KmsKeyFacts>;
}

/** DescribeKey's answer, as the inspection panel shows it. */
export interface KmsKeyFacts {
  readonly arn: string;
  readonly keySpec: string;
  readonly usage: string;
  readonly state: string;
  readonly origin: string;
  readonly manager: string;
  readonly multiRegion: boolean;
  readonly description: string;
  /** ISO 8601, UTC */
  readonly created: string | null;
  /** ISO 8601, UTC: when it will be gone; null unless it is pending deletion */
  readonly deletionDate: string | null;
}
