import { fromWebToken } from '@aws-sdk/credential-providers';
import type { StorageConfig } from '../config/storage.ts';
import { AppError } from '../errors.ts';
import type { CallLog } from '../trace/call-log.ts';
import { translateAwsError } from './errors.ts';
import { createRequestHandler } from './request-handler.ts';
import type { ServiceClock } from './service-clock.ts';
import type { IdentityCredentials } from './session-credentials.ts';
import { subjectOf, type TokenSource } from './token-source.ts';
import { traceHandler } from './trace-handler.ts';

const operation = 'AssumeRoleWithWebIdentity';
/** Milliseconds until a request without an answer is cut; the SDK asks three times. */
const stsTimeout = 20_000;
/** What a role session's name may be made of (STS API Reference, RoleSessionName), 2 to 64 characters. */
const outsideNames = /[^\w+=,.@-]/gu;
/** A token's subject that can stand in a role's name as it is (IAM API Reference, RoleName). */
const roleName = /^[\w+=,.@-]{1,64}$/u;

interface WebIdentityInput {
  readonly storage: StorageConfig & { readonly credentials: NonNullable<StorageConfig['credentials']> };
  readonly tokens: TokenSource;
  readonly clock: ServiceClock;
  /** the owner, by the identity pool; the store's sessions bear that name, for its log */
  readonly identityId: string;
  readonly calls?: CallLog | undefined;
}

/**
 * Exchanges the ID token at the store's own STS for credentials of the store alone. A token that it refuses although it should be good is
 * renewed once. Whether `identityId` may use its folder there is for the role's policy to say.
 * @throws AppError `session-expired`, `identity-refused`, `clock-wrong`, or a network code
 */
export async function assumeStorageRole(input: WebIdentityInput): Promise<IdentityCredentials> {
  try {
    return await exchange(input);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'session-expired') throw thrown;
    if (thrown.details['service'] !== 'sts') throw thrown;
    input.tokens.refuse();
    return exchange(input);
  }
}

async function exchange({
  storage,
  tokens,
  clock,
  identityId,
  calls,
}: WebIdentityInput): Promise<IdentityCredentials> {
  const token = await tokens.fresh(clock.offset === null ? null : clock.now());
  const { region, credentials } = storage;
  const roleArn = roleFor(credentials.roleArn, token);
  const handler = createRequestHandler({ clock, limit: stsTimeout });
  if (calls)
    traceHandler(handler, { calls, clock, region, service: 'sts', operation, parameters: { roleArn } });
  const provider = fromWebToken({
    webIdentityToken: token,
    roleArn,
    roleSessionName: identityId.replaceAll(outsideNames, '-').slice(0, 64),
    ...(credentials.durationSeconds === undefined ? {} : { durationSeconds: credentials.durationSeconds }),
    clientConfig: {
      region,
      endpoint: credentials.endpoint ?? storage.endpoint,
      maxAttempts: 3,
      requestHandler: handler,
    },
  });
  let answer: Awaited<ReturnType<typeof provider>>;
  try {
    answer = await provider();
  } catch (thrown) {
    throw translateAwsError(thrown, { service: 'sts', name: operation });
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer;
  if (sessionToken === undefined || expiration === undefined || Number.isNaN(expiration.getTime())) {
    throw new AppError('identity-refused', 'the store gave credentials that do not expire');
  }
  clock.learnFromExpiry(expiration);
  return { accessKeyId, secretAccessKey, sessionToken, expiration, identityId };
}

/** Stores without policy variables need a role for each person: its trust must ask for that subject, the name alone protects nothing. */
function roleFor(roleArn: string, token: string): string {
  if (!roleArn.includes('${sub}')) return roleArn;
  const subject = subjectOf(token);
  if (subject === null || !roleName.test(subject)) {
    throw new AppError('identity-refused', 'the subject of the ID token cannot stand in the name of a role');
  }
  return roleArn.replaceAll('${sub}', subject);
}
