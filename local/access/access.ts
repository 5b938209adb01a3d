import type { Clock } from './clock.ts';
import { requestContext, type RequestContext } from './condition-keys.ts';
import type {
  Access,
  Caller,
  ConditionValues,
  ServiceName,
  SignedRequest,
  VerifiedRequest,
} from './contract.ts';
import type { Credential, CredentialStore, RoleName } from './credential-store.ts';
import { isAllowed, parsePolicy, verdictOf, type Policy } from './policy.ts';
import { principalArn } from './principal.ts';
import { judgeKeyUse, type Refusal, type ResourcePolicy } from './resource-policy.ts';
import { verifySignature } from './verify-signature.ts';

/** The verifier for services that read a body before they verify it: KMS, STS. */
export interface BodyAccess extends Access {
  /**
   * @param bodySha256 lower-case hex of the body as received
   * @throws AccessFailure, also when the signature covers another body
   */
  verifyBody(request: SignedRequest, service: ServiceName, bodySha256: string): Caller;
  /** Why the caller may not do this with a key that has this policy; null: they may. */
  refusalOf(
    caller: Caller,
    action: string,
    resource: string,
    conditions: ConditionValues,
    policy: ResourcePolicy,
  ): Refusal | null;
  /** From now on the role has these policies. @throws PolicyRefused */
  setPolicies(role: RoleName, documents: readonly unknown[]): void;
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
  const policies: Record<RoleName, Policy[]> = {
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
      const context = contextOf(caller, conditions);
      return isAllowed(policies[credential.role], { action, resource, context });
    },
    refusalOf: (caller, action, resource, conditions, policy) => {
      const credential = options.credentials.find(caller.accessKeyId);
      if (credential === null) return { kind: 'identity-based', explicit: false };
      const question = { action, resource, context: contextOf(caller, conditions) };
      return judgeKeyUse(policy, verdictOf(policies[credential.role], question), caller, question);
    },
    setPolicies: (role, documents) => {
      policies[role] = documents.map(parsePolicy);
    },
  };
}

/** What the request offers, and what is known of who asks, which wins. */
function contextOf(caller: Caller, conditions: ConditionValues): RequestContext {
  return requestContext(conditions, {
    ...caller.variables,
    'aws:PrincipalArn': principalArn(caller.arn),
    'aws:PrincipalAccount': caller.accountId,
  });
}
