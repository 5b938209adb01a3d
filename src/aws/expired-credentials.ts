import type { SessionCredentials } from './session-credentials.ts';

/** What the services call temporary credentials that are over (S3, and the JSON services). */
const expiredNames = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']);

/**
 * Middleware that repeats a request once with fresh credentials when the service says that those used have expired,
 * although the clock here says otherwise: this device's clock is behind, or they were revoked. A session that is
 * really over then fails where credentials are obtained. Belongs before everything else in the stack, so that the repeat is signed anew.
 */
export function repeatWithFreshCredentials(credentials: SessionCredentials) {
  return <Args, Output>(next: (args: Args) => Promise<Output>) =>
    async (args: Args): Promise<Output> => {
      const used = await credentials.current();
      try {
        return await next(args);
      } catch (thrown) {
        if (!saysExpired(thrown)) throw thrown;
        credentials.refuse(used);
        return next(args);
      }
    };
}

/** A HEAD's answer has no body, and so no name: a bare 400 is all that S3 says of expired credentials there. */
function saysExpired(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (expiredNames.has(thrown.name)) return true;
  const metadata: unknown = '$metadata' in thrown ? thrown.$metadata : null;
  const status: unknown =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : null;
  return status === 400 && /^(UnknownError|Unknown|BadRequest|400)$/u.test(thrown.name);
}
