import type { OwnCredentials } from '../config/own-credentials.ts';
import { AppError } from '../errors.ts';
import type { SessionCredentials, SigningCredentials } from './session-credentials.ts';

/** Credentials that the person brought: they are used until a service calls them expired, and only the person can bring others. */
export interface BroughtCredentials extends SessionCredentials {
  /** Uses others from now on. */
  replace(brought: OwnCredentials): void;
}

/** Permanent credentials have no session token and do not expire, so that nothing makes them give up. */
export function createOwnCredentials(brought: OwnCredentials): BroughtCredentials {
  let held: SigningCredentials | null = signingWith(brought);

  return {
    async current() {
      if (held === null) throw new AppError('session-expired', 'the session has ended');
      return held;
    },
    refuse(used) {
      if (used === held && used.sessionToken !== undefined) held = null;
    },
    replace(others) {
      held = signingWith(others);
    },
    forget() {
      held = null;
    },
  };
}

function signingWith({ accessKeyId, secretAccessKey, sessionToken }: OwnCredentials): SigningCredentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) };
}

/**
 * What a failure with credentials that somebody typed means to whoever typed them; other failures stay as they are. The names are S3's (S3 API
 * Reference, "Error responses").
 */
export function judgeOwnCredentials(error: AppError): AppError {
  const { message, details } = error;
  const reason = details['reason'];
  if (error.code === 'session-expired') return new AppError('own-token-expired', message, { details });
  if (error.code !== 'credentials-refused') return error;
  if (reason === 'InvalidAccessKeyId') return new AppError('own-key-unknown', message, { details });
  if (reason === 'SignatureDoesNotMatch') return new AppError('own-secret-wrong', message, { details });
  if (reason === 'InvalidToken') return new AppError('own-token-wrong', message, { details });
  return error;
}
