import * as v from 'valibot';
import type { CredentialStore } from '../access/credential-store.ts';
import type { RoleTrust } from '../access/role-trust.ts';
import { createJsonService } from '../aws-json/json-service.ts';
import { readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import type { ServiceHandler } from '../server/service.ts';
import { issueForIdentity } from './authenticated-session.ts';
import type { IdentityStore } from './identity-store.ts';
import { verifyLoginToken, type TrustedProvider } from './login-token.ts';

export interface CognitoOptions {
  readonly identities: IdentityStore;
  readonly provider: TrustedProvider;
  readonly credentials: CredentialStore;
  readonly accountId: string;
  readonly sessionSeconds: number;
  /** whether the pool may take the role of signed-in people */
  readonly trusts: RoleTrust;
}

const logins = v.optional(v.record(v.string(), v.string()), {});
const getIdInput = v.object({ IdentityPoolId: v.string(), Logins: logins });
const identityInput = v.object({ IdentityId: v.string(), Logins: logins });

/**
 * Cognito Identity's enhanced flow: GetId, GetCredentialsForIdentity. Nobody is admitted without a login.
 * Source of the shapes: Amazon Cognito Federated Identities API Reference.
 */
export function createCognitoService(options: CognitoOptions): ServiceHandler {
  const operations: ReadonlyMap<string, (input: unknown) => Promise<object>> = new Map([
    ['GetId', (input: unknown) => getId(options, input)],
    ['GetCredentialsForIdentity', (input: unknown) => getCredentials(options, input)],
  ]);
  return createJsonService({
    target: 'AWSCognitoIdentityService',
    service: 'cognito-identity',
    perform: (call) => {
      const perform = operations.get(call.operation);
      if (perform === undefined) throw new ServiceError('UnknownOperationException', '');
      return perform(call.input);
    },
  });
}

async function getId(options: CognitoOptions, input: unknown): Promise<object> {
  const request = readInput(getIdInput, input, 'InvalidParameterException');
  if (request.IdentityPoolId !== options.identities.poolId) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `IdentityPool '${request.IdentityPoolId}' not found.`,
    );
  }
  return { IdentityId: await identityOf(options, request.Logins) };
}

async function getCredentials(options: CognitoOptions, input: unknown): Promise<object> {
  const request = readInput(identityInput, input, 'InvalidParameterException');
  if (!options.identities.exists(request.IdentityId)) {
    throw new ServiceError('ResourceNotFoundException', `Identity '${request.IdentityId}' not found.`);
  }
  if ((await identityOf(options, request.Logins)) !== request.IdentityId) {
    throw new ServiceError(
      'NotAuthorizedException',
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  if (!options.trusts({ poolId: options.identities.poolId, amr: 'authenticated' })) {
    throw new ServiceError(
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    );
  }
  const issued = await issueForIdentity(options.credentials, {
    accountId: options.accountId,
    identityId: request.IdentityId,
    poolId: options.identities.poolId,
    name: 'CognitoIdentityCredentials',
    seconds: options.sessionSeconds,
  });
  return {
    IdentityId: request.IdentityId,
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: issued.expiresAt / 1000,
    },
  };
}

/** Whose logins these are. */
async function identityOf(
  { provider, identities }: CognitoOptions,
  given: Readonly<Record<string, string>>,
): Promise<string> {
  const entries = Object.entries(given);
  const [entry] = entries;
  if (entry === undefined) {
    throw new ServiceError(
      'NotAuthorizedException',
      'Unauthenticated access is not supported for this identity pool.',
    );
  }
  const [name, token] = entry;
  if (entries.length > 1 || name !== provider.loginProvider) {
    throw new ServiceError(
      'NotAuthorizedException',
      'Token is not from a supported provider of this identity pool.',
    );
  }
  return identities.identityOf(provider.name, await verifyLoginToken(provider, token));
}
