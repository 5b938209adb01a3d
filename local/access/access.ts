import type { Clock } from './clock.ts';
import { requestContext } from './condition-keys.ts';
import type { Access, Caller, ServiceName, SignedRequest, VerifiedRequest } from './contract.ts';
import type { Credential, CredentialStore, RoleName } from './credential-store.ts';
import { isAllowed, parsePolicy } from './policy.ts';
import { verifySignature } from './verify-signature.ts';

/** The verifier for services that read a body before they verify it: KMS, STS. */
export interface BodyAccess extends Access {
  /**
   * @param bodySha256 lower-case hex of the body as received
   * @throws AccessFailure, also when the signature covers another body
   */
  verifyBody(request: SignedRequest, service: ServiceName, bodySha256: string): Caller;
}

/**
 * The one verifier and the one judge of all services.
 * @param options.policies the identity policies of each role, as documents
 * @throws PolicyRefused when a document holds what is not understood
 */
export function createAccess(options: {
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  readonly policies: Readonly<Record<RoleName, readonly unknown[]>>;
}): BodyAccess {
  const policies = {
    admin: options.policies.admin.map(parsePolicy),
    authenticated: options.policies.authenticated.map(parsePolicy),
  };
  const callerOf = (credential: Credential): Caller => ({
    arn: credential.arn,
    accountId: options.accountId,
    accessKeyId: credential.accessKeyId,
    variables: credential.variables,
  });
  return {
    verify: (request, service): VerifiedRequest => {
      const { credential, payload } = verifySignature(options, request, service, null);
      return { caller: callerOf(credential), payload };
    },
    verifyBody: (request, service, bodySha256) =>
      callerOf(verifySignature(options, request, service, bodySha256).credential),
    allows: (caller, action, resource, conditions) => {
      const credential = options.credentials.find(caller.accessKeyId);
      if (credential === null) return false;
      const context = requestContext(conditions, credential.variables);
      return isAllowed(policies[credential.role], { action, resource, context });
    },
  };
}
