import type { ErrorData } from '../errors.ts';
import type { Anatomy, FrameMap } from './anatomy.ts';
import type { Chain } from './chain.ts';

/** What the inspection panel shows of one message, every value ready to clone. */
export interface Inspection {
  /** of the stored file; the file name of a local one */
  readonly name: string;
  /** bytes of the whole message, with edits if there are any */
  readonly size: number;
  /** what was decoded before it could be read */
  readonly encoding: 'none' | 'base64';
  /** null for a local file: it lies nowhere that could be compared */
  readonly storage: {
    readonly key: string;
    /** `s3://bucket/percent-encoded-key` of where it lies now */
    readonly location: string;
    readonly facts: StoreFacts;
  } | null;
  /** also of what is no readable message, as far as it went; empty for what is none at all */
  readonly anatomy: Anatomy;
  /** null when the bytes are not a readable message; `messageProblem` then says why */
  readonly message: MessageFacts | null;
  readonly messageProblem: ErrorData | null;
  /** null where frames are no arithmetic: unframed, signed, or a size that no whole message has */
  readonly frames: FrameMap | null;
  /** `not-stated` for every local file */
  readonly placement: 'matches' | 'moved' | 'not-stated';
  /** `unknown`: nobody is signed in whom the owner could be compared with */
  readonly ownership: 'mine' | 'other' | 'not-stated' | 'unknown';
  readonly chain: Chain;
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
  /** the object's tags; what refused them otherwise */
  readonly tags: Answer<readonly (readonly [name: string, value: string])[]>;
}

/** Something asked beside the main question, which may be denied without harm. */
export type Answer<T> =
  | { readonly status: 'known'; readonly value: T }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'not-asked' };

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

/** DescribeKey's answer, and what KMS says beside it when that is allowed. */
export interface KmsKeyReport {
  readonly arn: string;
  readonly keySpec: string;
  readonly usage: string;
  readonly state: string;
  readonly origin: string;
  readonly manager: string;
  readonly multiRegion: boolean;
  readonly description: string;
  readonly created: string | null;
  /** ISO 8601, UTC: when it will be gone, for a key pending deletion */
  readonly deletionDate: string | null;
  /** `alias/…` */
  readonly aliases: Answer<readonly string[]>;
  readonly rotation: Answer<{
    readonly enabled: boolean;
    readonly periodDays: number | null;
    /** ISO 8601, UTC */
    readonly nextDate: string | null;
  }>;
  /** past rotations, newest first */
  readonly rotations: Answer<readonly { readonly date: string; readonly type: string }[]>;
}

export type KmsKeyAnswer = Answer<KmsKeyReport>;
