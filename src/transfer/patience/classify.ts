import type { AppError } from '../../errors.ts';
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

const final: Verdict = { kind: 'final' };

/**
 * Judges one failure. `answeredAttempts`: how often a service may answer with a failure of its own before that counts as final.
 * No answer at all is borne until time is up: a dead line says nothing about the service.
 */
export function classify(error: AppError, online: boolean, answeredAttempts: number): Verdict {
  switch (error.code) {
    case 'offline':
      return { kind: 'offline' };
    case 'service-unreachable':
      return online ? passing('unreachable', 'unreachable', null) : { kind: 'offline' };
    case 'service-failed':
      return passing('service-failed', 'service-failed', answeredAttempts);
    case 'throttled':
      return passing('throttled', 'throttled', answeredAttempts);
    case 'checksum-refused':
      return passing('checksum', 'service-failed', 3);
    case 'clock-wrong':
      // The failure itself taught the signer the time.
      return passing('clock', 'service-failed', 2);
    case 'name-taken':
      // Amazon S3 API Reference, PutObject and CompleteMultipartUpload, If-None-Match: on 409 retry.
      return error.details['reason'] === 'ConditionalRequestConflict'
        ? passing('conflict', 'service-failed', 3)
        : final;
    case 'kms-answer-invalid':
    case 'store-answer-invalid':
      // An answer that was cut off reads like nonsense.
      return error.details['reason'] === 'SyntaxError' ? passing('nonsense', 'service-failed', 2) : final;
    default:
      return final;
  }
}

function passing(group: string, reason: Exclude<Waiting['reason'], 'offline'>, most: number | null): Verdict {
  return { kind: 'passing', group, reason, most };
}
