import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';
import type { AppConfig } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { translateAwsError } from './errors.ts';
import type { IdentityCredentials } from './session-credentials.ts';
import type { TokenSource } from './token-source.ts';

/** Milliseconds until a request without an answer counts as failed. */
const cognitoTimeout = 20_000;

/**
 * Exchanges the ID token for credentials at the identity pool (GetId, then GetCredentialsForIdentity: the enhanced flow).
 * A token that the service refuses although the clock here says it is good is renewed once.
 * @throws AppError `session-expired`, `identity-refused`, `clock-wrong`, or a network code
 */
export async function obtainCredentials(
  config: Pick<AppConfig, 'region' | 'identityPool' | 'endpoints'>,
  tokens: TokenSource,
): Promise<IdentityCredentials> {
  try {
    return await exchange(config, tokens);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.details['reason'] !== 'NotAuthorizedException') throw thrown;
    tokens.refuse();
    return exchange(config, tokens);
  }
}

async function exchange(
  { region, identityPool, endpoints }: Pick<AppConfig, 'region' | 'identityPool' | 'endpoints'>,
  tokens: TokenSource,
): Promise<IdentityCredentials> {
  const token = await tokens.fresh();
  const provider = fromCognitoIdentityPool({
    identityPoolId: identityPool.id,
    logins: { [identityPool.loginProvider]: () => Promise.resolve(token) },
    clientConfig: {
      region,
      maxAttempts: 3,
      requestHandler: { requestTimeout: cognitoTimeout },
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
  return { accessKeyId, secretAccessKey, sessionToken, expiration, identityId };
}
