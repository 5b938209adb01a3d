import type { ErrorData } from '../errors.ts';

/** The checks between stored bytes and plaintext, in their order. */
export const chainSteps = ['header', 'unwrap', 'commitment', 'header-tag', 'frames'] as const;

export type ChainStep = (typeof chainSteps)[number];

export type StepResult =
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'failed'; readonly error: ErrorData }
  /**
   * `no-key`: none of the wrapped keys is one that KMS wrapped; `not-in-suite`: a suite without commitment; `offline`, `signed-out`: KMS
   * wrapped the key, and cannot be asked now; `without-key`: what comes after that
   */
  | {
      readonly outcome: 'not-tried';
      readonly why:
        | 'earlier-failure'
        | 'no-key'
        | 'not-in-suite'
        | 'on-demand'
        | 'offline'
        | 'signed-out'
        | 'without-key';
    };

/** One Decrypt of one wrapped key. */
export interface UnwrapAttempt {
  /** of the wrapped key in the header, from 0 */
  readonly index: number;
  readonly keyArn: string;
  readonly requestId: string | null;
  readonly milliseconds: number;
  /** null: KMS unwrapped it */
  readonly error: ErrorData | null;
}

/** The chain of trust of one message as far as it was checked. */
export interface Chain {
  readonly steps: Readonly<Record<ChainStep, StepResult>>;
  readonly attempts: readonly UnwrapAttempt[];
  /**
   * Milliseconds since 1970: when KMS's answer with the data key came, and when, once it was imported, its raw bytes were overwritten. null
   * where KMS gave none. The key itself is nowhere shown.
   */
  readonly keyLife: { readonly unwrapped: number; readonly overwritten: number } | null;
}

/** Which frames to verify. Plaintext is never kept. */
export type FrameChoice =
  | { readonly kind: 'one'; readonly place: number }
  /** the first, the last and `count` others, evenly drawn */
  | { readonly kind: 'sample'; readonly count: number }
  | { readonly kind: 'all' };

export interface FrameFailure {
  /** of the frame, from 1; null where it is none's, such as the signature's */
  readonly place: number | null;
  readonly error: ErrorData;
}

/** What a verification found; can be saved as JSON. */
export interface VerificationReport {
  /** ISO 8601, UTC */
  readonly startedAt: string;
  readonly milliseconds: number;
  readonly what: FrameChoice;
  /** bytes read, and of plaintext verified */
  readonly bytesRead: number;
  readonly bytesVerified: number;
  readonly framesVerified: number;
  /** how many were to be verified */
  readonly framesChosen: number;
  /** whether every frame to the end of the message was verified, and nothing follows */
  readonly complete: boolean;
  readonly chain: Chain;
  /** the first failures, at most 100 */
  readonly failures: readonly FrameFailure[];
  readonly failureCount: number;
}

export interface VerificationProgress {
  readonly framesDone: number;
  readonly framesChosen: number;
  readonly bytesDone: number;
  readonly bytesChosen: number;
  readonly failureCount: number;
}
