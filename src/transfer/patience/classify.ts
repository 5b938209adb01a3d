import type { AppError, ErrorCode } from '../../errors.ts';
import type { Waiting } from '../patience-port.ts';

/** What a failure calls for. */
export type Verdict =
  /** asking again cannot help */
  | { readonly kind: 'final' }
  /** no network: wait for it, however long */
  | { readonly kind: 'offline' }
  /** may pass, but not when it happens `most` times in a row; null: only time limits it */
  | {
      readonly kind: 'passing';
      readonly group: string;
      readonly reason: Exclude<Waiting['reason'], 'offline'>;
      readonly most: number | null;
    };

type Passing = Extract<Verdict, { readonly kind: 'passing' }>;

const final: Verdict = { kind: 'final' };
const offline: Verdict = { kind: 'offline' };

/** Failures a service answered with, in the order they are looked for. `details`: the name it gave, where the code alone does not tell. */
const answered: readonly {
  readonly code: ErrorCode;
  readonly details?: string;
  readonly reason: Passing['reason'];
  readonly most?: number;
}[] = [
  { code: 'service-failed', reason: 'service-failed' },
  { code: 'throttled', reason: 'throttled' },
  { code: 'checksum-refused', reason: 'service-failed', most: 3 },
  // The failure itself taught the signer the time.
  { code: 'clock-wrong', reason: 'service-failed', most: 2 },
  // Amazon S3 API Reference, PutObject and CompleteMultipartUpload, If-None-Match: on 409 retry.
  { code: 'name-taken', details: 'ConditionalRequestConflict', reason: 'service-failed', most: 3 },
  // Fresh credentials were obtained, so the session lives: one that ended fails where they are obtained, by another name.
  { code: 'session-expired', details: 'ExpiredToken', reason: 'service-failed', most: 3 },
  { code: 'session-expired', details: 'ExpiredTokenException', reason: 'service-failed', most: 3 },
  // An answer that was cut off reads like nonsense.
  { code: 'kms-answer-invalid', details: 'SyntaxError', reason: 'service-failed', most: 2 },
  { code: 'store-answer-invalid', details: 'SyntaxError', reason: 'service-failed', most: 2 },
];

/**
 * Judges one failure. `answeredAttempts`: how often in a row a service may answer with a failure of its own before that counts as final.
 * No answer at all is borne until time is up: a dead line says nothing about the service.
 */
export function classify(error: AppError, online: boolean, answeredAttempts: number): Verdict {
  const { code, details } = error;
  if (code === 'offline') return offline;
  if (code === 'service-unreachable') {
    return online ? { kind: 'passing', group: code, reason: 'unreachable', most: null } : offline;
  }
  const found = answered.find(
    (one) => one.code === code && (one.details === undefined || one.details === details['reason']),
  );
  if (!found) return final;
  return { kind: 'passing', group: code, reason: found.reason, most: found.most ?? answeredAttempts };
}
