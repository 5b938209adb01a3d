import { requestContext } from './condition-keys.ts';
import { isAllowed, parsePolicy, PolicyRefused } from './policy.ts';

/** Whether identities of a pool may take the role: those that signed in, as `amr` says. */
export type RoleTrust = (session: { readonly poolId: string; readonly amr: string }) => boolean;

/**
 * Reads a role's trust policy. Its principal must be Cognito's; the conditions are judged like those of any policy.
 * @throws PolicyRefused
 */
export function parseRoleTrust(document: {
  readonly Version: string;
  readonly Statement: readonly object[];
}): RoleTrust {
  const policy = parsePolicy({
    Version: document.Version,
    Statement: document.Statement.map((statement) => {
      const { Principal, ...rest } = { Principal: undefined, ...statement };
      if (JSON.stringify(Principal) !== '{"Federated":"cognito-identity.amazonaws.com"}')
        throw new PolicyRefused('Policy: Principal: only Cognito takes this role');
      return { ...rest, Resource: '*' };
    }),
  });
  return ({ poolId, amr }) =>
    isAllowed([policy], {
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: '*',
      context: requestContext(
        { 'cognito-identity.amazonaws.com:aud': poolId, 'cognito-identity.amazonaws.com:amr': amr },
        {},
      ),
    });
}
