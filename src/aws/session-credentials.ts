import { AppError } from '../errors.ts';

/** What requests are signed with. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** permanent credentials have none */
  readonly sessionToken?: string;
}

export interface IdentityCredentials extends SigningCredentials {
  readonly sessionToken: string;
  readonly expiration: Date;
  readonly identityId: string;
}

/** The one set of credentials that all clients of a session share. */
export interface SessionCredentials<Held extends SigningCredentials = SigningCredentials> {
  /** Good for a while; obtained anew before they expire, where that can be. @throws AppError `session-expired` where there are none any more */
  current(): Promise<Held>;
  /** A service says that these, still good by the clock here, have expired: the next `current` obtains others. */
  refuse(used: SigningCredentials): void;
  /** From now on there are none. */
  forget(): void;
}

/** Milliseconds before expiry when new ones are obtained. */
export const refreshAhead = 5 * 60_000;

/**
 * Keeps credentials and obtains new ones five minutes before they expire, once for all who ask meanwhile. While the old ones
 * are still good, a failed attempt is no failure. `now` in milliseconds since 1970.
 */
export function createSessionCredentials(input: {
  readonly obtain: () => Promise<IdentityCredentials>;
  readonly now: () => number;
}): SessionCredentials<IdentityCredentials> {
  let held: IdentityCredentials | null = null;
  let refused: SigningCredentials | null = null;
  let obtaining: Promise<IdentityCredentials> | null = null;
  let forgotten = false;

  const obtain = async (): Promise<IdentityCredentials> => {
    const fresh = await input.obtain();
    if (forgotten) throw over();
    if (held && held.identityId !== fresh.identityId) {
      throw new AppError('identity-refused', 'somebody else signed in meanwhile');
    }
    if (fresh.expiration.getTime() <= input.now()) {
      throw new AppError(
        'clock-wrong',
        'credentials obtained just now have expired by the clock of this device',
      );
    }
    held = fresh;
    return fresh;
  };

  return {
    async current() {
      if (forgotten) throw over();
      const left = held ? held.expiration.getTime() - input.now() : -Infinity;
      if (held && held !== refused && left > refreshAhead) return held;
      obtaining ??= obtain().finally(() => (obtaining = null));
      try {
        return await obtaining;
      } catch (thrown) {
        const good =
          held &&
          held !== refused &&
          !forgotten &&
          held.expiration.getTime() > input.now() &&
          isPassing(thrown);
        if (good && held) return held;
        throw thrown;
      }
    },
    refuse(used) {
      refused = used;
    },
    forget() {
      forgotten = true;
      held = null;
    },
  };
}

/** Failures of the way to AWS, which a later attempt may not meet. */
function isPassing(thrown: unknown): boolean {
  const passing = ['offline', 'service-unreachable', 'service-failed', 'throttled'];
  return thrown instanceof AppError && passing.includes(thrown.code);
}

function over(): AppError {
  return new AppError('session-expired', 'the session has ended');
}
