import { AppError } from '../errors.ts';

/** The ID token that AWS exchanges for credentials, renewed by the page when it is too old. */
export interface TokenSource {
  /**
   * A token that is good for another minute. `now` in milliseconds since 1970, null where the time is not known: then the service judges it.
   * @throws AppError `session-expired` when the page has none, `service-unreachable` when it could not get one in time
   */
  fresh(now: number | null): Promise<string>;
  /** The page's answer, or a token it renewed on its own; null: there is none. */
  renew(idToken: string | null): void;
  /** The service refused the current token: the next `fresh` asks the page. */
  refuse(): void;
}

/** Milliseconds that a token must still be good for. */
const margin = 60_000;
/** Milliseconds the page has to answer. */
const patience = 60_000;

/** `onNeeded` is called once for each time the page must answer. */
export function createTokenSource(input: {
  readonly idToken: string;
  readonly onNeeded: () => void;
}): TokenSource {
  let token: string | null = input.idToken;
  let asking: Promise<string> | null = null;
  const answers = new EventTarget();

  /** Waits for the page's next answer, for as long as it is allowed. */
  const nextToken = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(late);
        answers.removeEventListener('answer', settle);
      };
      const settle = (): void => {
        leave();
        if (token !== null) resolve(token);
        else reject(new AppError('session-expired', 'the sign-in could not be renewed'));
      };
      const late = setTimeout(() => {
        leave();
        // The session may well be alive: whoever asks next asks the page again.
        reject(
          new AppError('service-unreachable', 'the sign-in was not renewed in time', {
            details: { service: 'sign-in' },
          }),
        );
      }, patience);
      answers.addEventListener('answer', settle);
      input.onNeeded();
    });

  return {
    async fresh(now) {
      if (token !== null && (now === null || now + margin < expiryOf(token))) return token;
      asking ??= nextToken().finally(() => (asking = null));
      return asking;
    },
    renew(renewed) {
      token = renewed;
      answers.dispatchEvent(new Event('answer'));
    },
    refuse() {
      token = null;
    },
  };
}

/**
 * When a JWT expires, in milliseconds since 1970; Infinity where it does not say. Only to ask for a new one in time: the
 * signature is the service's to check.
 */
export function expiryOf(idToken: string): number {
  const expiry = claimOf(idToken, 'exp');
  return typeof expiry === 'number' ? expiry * 1000 : Infinity;
}

/** Whom a JWT is about, unverified: only to ask for what the service then checks. Null where it does not say. */
export function subjectOf(idToken: string): string | null {
  const subject = claimOf(idToken, 'sub');
  return typeof subject === 'string' ? subject : null;
}

function claimOf(idToken: string, name: string): unknown {
  try {
    const payload = (idToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    if (typeof claims !== 'object' || claims === null) return undefined;
    return Object.hasOwn(claims, name) ? Reflect.get(claims, name) : undefined;
  } catch {
    return undefined;
  }
}
