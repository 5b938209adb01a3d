import type { ErrorData } from '../errors.ts';

/** What the inspection panel shows of one stored object, every value ready to clone. */
export interface Inspection {
  readonly key: string;
  /** `s3://bucket/percent-encoded-key` of where the object lies now */
  readonly location: string;
  readonly store: StoreFacts;
  /** null when the bytes are not a readable message; `messageProblem` then says why */
  readonly message: MessageFacts | null;
  readonly messageProblem: ErrorData | null;
  readonly placement: 'matches' | 'moved' | 'not-stated';
  readonly ownership: 'mine' | 'other' | 'not-stated';
  readonly verification: Verification;
  readonly kmsKey: KmsKeyAnswer;
}

export interface StoreFacts {
  readonly size: number;
  readonly etag: string;
  readonly lastModified: string | null;
  readonly contentType: string | null;
  readonly versionId: string | null;
  readonly checksum: {
    readonly algorithm: string;
    readonly value: string;
    readonly type: string | null;
  } | null;
  readonly sse: string | null;
  readonly sseKmsKeyId: string | null;
  readonly bucketKey: boolean | null;
}

export interface MessageFacts {
  readonly version: 1 | 2;
  /** four hex digits, such as `0478` */
  readonly suiteId: string;
  readonly suiteName: string;
  readonly committing: boolean;
  readonly signed: boolean;
  /** hex */
  readonly messageId: string;
  /** hex; null for suites without key commitment */
  readonly commitment: string | null;
  readonly contentType: 'framed' | 'unframed';
  /** bytes of plaintext a frame; 0 when unframed */
  readonly frameLength: number;
  readonly frameCount: number;
  /** bytes of the header with its authentication */
  readonly headerLength: number;
  /** bytes; null when the stored size cannot be that of a whole message of this header */
  readonly plaintextLength: number | null;
  readonly context: readonly (readonly [name: string, value: string])[];
  readonly wrappedKeys: readonly WrappedKeyFacts[];
}

export interface WrappedKeyFacts {
  readonly providerId: string;
  /** the key ARN for `aws-kms`; otherwise the provider info as text, or hex where it is not UTF-8 */
  readonly providerInfo: string;
  /** bytes of the wrapped key */
  readonly size: number;
}

/** Whether KMS unwrapped the key, the commitment matched and the header's tag verified. */
export type Verification =
  | { readonly status: 'verified'; readonly keyArn: string; readonly requestId: string | null }
  | {
      readonly status: 'failed';
      readonly step: 'unwrap' | 'commitment' | 'header';
      readonly error: ErrorData;
    }
  | { readonly status: 'not-tried' };

export type KmsKeyAnswer =
  | {
      readonly status: 'known';
      readonly arn: string;
      readonly keySpec: string;
      readonly usage: string;
      readonly state: string;
      readonly origin: string;
      readonly manager: string;
      readonly multiRegion: boolean;
      readonly description: string;
      readonly created: string | null;
    }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'not-asked' };
