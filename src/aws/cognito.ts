import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import type { AppConfig } from '../config/config.ts';
import { AppError } from '../errors.ts';
import type { CallLog } from '../trace/call-log.ts';
import { translateAwsError } from './errors.ts';
import { createRequestHandler } from './request-handler.ts';
import { createServiceClock, type ServiceClock } from './service-clock.ts';
import type { IdentityCredentials } from './session-credentials.ts';
import type { TokenSource } from './token-source.ts';
import { traceHandler } from './trace-handler.ts';

type Place = Pick<AppConfig, 'region' | 'identityPool' | 'endpoints'>;

/** Milliseconds until a request without an answer is cut; the SDK asks three times. */
const cognitoTimeout = 20_000;

/**
 * Exchanges the ID token for credentials at the identity pool (GetId, then GetCredentialsForIdentity: the enhanced flow).
 * A token that the service refuses although it should be good is renewed once. The answers teach `clock` the time.
 * @throws AppError `session-expired`, `identity-refused`, `clock-wrong`, or a network code; `config-invalid` where there is no identity pool
 */
export async function obtainCredentials(
  config: Place,
  tokens: TokenSource,
  clock: ServiceClock = createServiceClock(),
  calls?: CallLog,
): Promise<IdentityCredentials> {
  try {
    return await exchange(config, tokens, clock, calls);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.details['reason'] !== 'NotAuthorizedException') throw thrown;
    tokens.refuse();
    return exchange(config, tokens, clock, calls);
  }
}

async function exchange(
  { region, identityPool, endpoints }: Place,
  tokens: TokenSource,
  clock: ServiceClock,
  calls: CallLog | undefined,
): Promise<IdentityCredentials> {
  if (identityPool === undefined) {
    throw new AppError('config-invalid', 'there is no identity pool to ask', {
      details: { field: 'identityPool', problem: 'is missing' },
    });
  }
  const token = await tokens.fresh(clock.offset === null ? null : clock.now());
  const handler = createRequestHandler({ clock, limit: cognitoTimeout });
  const parameters = { identityPoolId: identityPool.id };
  if (calls) traceHandler(handler, { calls, clock, region, service: 'cognito-identity', parameters });
  const provider = fromCognitoIdentityPool({
    identityPoolId: identityPool.id,
    logins: { [identityPool.loginProvider]: () => Promise.resolve(token) },
    clientConfig: {
      region,
      maxAttempts: 3,
      requestHandler: handler,
      ...(endpoints ? { endpoint: endpoints.cognitoIdentity } : {}),
    },
  });
  let answer: Awaited<ReturnType<typeof provider>>;
  try {
    answer = await provider();
  } catch (thrown) {
    throw translateAwsError(thrown, { service: 'cognito', name: 'GetCredentialsForIdentity' });
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiration, identityId } = answer;
  if (sessionToken === undefined || expiration === undefined) {
    throw new AppError('identity-refused', 'the identity pool gave credentials that do not expire');
  }
  clock.learnFromExpiry(expiration);
  return { accessKeyId, secretAccessKey, sessionToken, expiration, identityId };
}
