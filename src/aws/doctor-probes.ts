import type { AppConfig } from '../config/config.ts';
import type { AccountProbe } from '../doctor/probe-port.ts';
import { AppError } from '../errors.ts';
import { createKmsClient, createS3Client } from './clients.ts';
import { obtainCredentials } from './cognito.ts';
import { withinTime } from './deadline.ts';
import { translateAwsError } from './errors.ts';
import { createKmsAdapter } from './kms-adapter.ts';
import { createServiceClock, type ServiceClock } from './service-clock.ts';
import { createStorageCredentials } from './storage-credentials.ts';
import {
  createSessionCredentials,
  type IdentityCredentials,
  type SessionCredentials,
} from './session-credentials.ts';
import { createStoreProbe } from './store-probe.ts';
import type { TokenSource } from './token-source.ts';

/** Milliseconds until a request without an answer is given up. */
const limit = 15_000;

/**
 * The access that an ID token buys. No other token is asked for: a refused one is what is to be found out.
 * @throws AppError as `obtainCredentials` does
 */
export async function accountByToken(
  config: AppConfig,
  idToken: string,
  now: () => number,
): Promise<AccountProbe> {
  const clock = createServiceClock(now);
  const tokens = { fresh: () => Promise.resolve(idToken), renew: () => undefined, refuse: () => undefined };
  const credentials = createSessionCredentials({
    obtain: () => obtainCredentials(config, tokens, clock),
    now: () => clock.now(),
  });
  return accountBy(config, credentials, clock, tokens);
}

/** The access that credentials give, whatever they came from. */
export async function accountBy(
  config: AppConfig,
  credentials: SessionCredentials<IdentityCredentials>,
  clock: ServiceClock = createServiceClock(),
  tokens?: TokenSource,
): Promise<AccountProbe> {
  const { identityId } = await credentials.current();
  const storage =
    tokens === undefined
      ? { credentials, clock }
      : createStorageCredentials(config, { credentials, identityId, clock, tokens, now: () => clock.now() });
  const s3 = createS3Client(config, storage.credentials, storage.clock);
  const kms = createKmsClient(config, credentials, clock);
  const { bucket, storageEncryption } = config;
  return {
    identityId,
    store: createStoreProbe(s3, { bucket, storageEncryption }),
    kms: createKmsAdapter(kms),
    end() {
      credentials.forget();
      storage.credentials.forget();
      s3.destroy();
      kms.destroy();
    },
  };
}

/**
 * What time it is where requests are judged, by an answer of the identity pool to a question about nobody: milliseconds since 1970, null
 * where the answer shows no date.
 * @throws AppError `service-unreachable`, `offline`
 */
export async function askServiceTime(config: AppConfig, signal: AbortSignal): Promise<number | null> {
  const { region, endpoints } = config;
  const url = endpoints?.cognitoIdentity ?? `https://cognito-identity.${region}.amazonaws.com`;
  try {
    const answer = await withinTime(limit, signal, (own) =>
      fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AWSCognitoIdentityService.GetCredentialsForIdentity',
        },
        body: JSON.stringify({ IdentityId: `${region}:00000000-0000-0000-0000-000000000000` }),
        credentials: 'omit',
        signal: own,
      }),
    );
    const date = Date.parse(answer.headers.get('date') ?? '');
    return Number.isNaN(date) ? null : date;
  } catch (thrown) {
    throw translateAwsError(thrown, { service: 'cognito', name: 'GetCredentialsForIdentity', signal });
  }
}

/**
 * The provider's discovery document (OpenID Connect Discovery 1.0, section 4).
 * @throws AppError `service-unreachable`, `offline`; `sign-in-failed` for an answer that is no such document
 */
export async function readDiscovery(authority: string, signal: AbortSignal): Promise<unknown> {
  const url = `${authority.replace(/\/$/u, '')}/.well-known/openid-configuration`;
  let answer: Response;
  try {
    answer = await withinTime(limit, signal, (own) => fetch(url, { credentials: 'omit', signal: own }));
  } catch (thrown) {
    throw translateAwsError(thrown, { service: 'cognito', name: 'Discovery', signal });
  }
  if (!answer.ok) throw notDiscovery(`HTTP ${answer.status}`);
  try {
    const document: unknown = await answer.json();
    return document;
  } catch {
    throw notDiscovery('no JSON');
  }
}

function notDiscovery(why: string): AppError {
  return new AppError('sign-in-failed', `the discovery document: ${why}`, { details: { reason: why } });
}
