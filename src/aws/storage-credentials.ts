import type { AppConfig } from '../config/config.ts';
import type { CallLog } from '../trace/call-log.ts';
import { createServiceClock, type ServiceClock } from './service-clock.ts';
import { createSessionCredentials, type SessionCredentials } from './session-credentials.ts';
import type { TokenSource } from './token-source.ts';
import { assumeStorageRole } from './web-identity.ts';

/**
 * What requests to S3 are signed with, and the clock they are signed by: the identity pool's, as for KMS, or a store's own, kept and
 * renewed apart from those. Nothing is asked before the first request.
 */
export function createStorageCredentials(
  { storage }: Pick<AppConfig, 'storage'>,
  session: {
    /** the identity pool's, and whose they are */
    readonly credentials: SessionCredentials;
    readonly identityId: string;
    readonly clock: ServiceClock;
    readonly tokens: TokenSource;
    /** milliseconds since 1970, by the device's clock */
    readonly now: () => number;
    readonly calls?: CallLog | undefined;
  },
): { readonly credentials: SessionCredentials; readonly clock: ServiceClock } {
  const { identityId, tokens, now, calls } = session;
  if (storage === undefined) return { credentials: session.credentials, clock: session.clock };
  // Its machines need not agree with AWS about the time.
  const clock = createServiceClock(now);
  const source = storage.credentials;
  if (source === undefined) return { credentials: session.credentials, clock };
  const obtain = () =>
    assumeStorageRole({ storage: { ...storage, credentials: source }, tokens, clock, identityId, calls });
  return { credentials: createSessionCredentials({ obtain, now: () => clock.now() }), clock };
}
