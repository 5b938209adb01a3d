import type { CredentialStore, TemporaryCredential } from '../access/credential-store.ts';

export const authenticatedRole = 'sealdrop-authenticated';

/** The role's ARN, as a policy names it. */
export function authenticatedRoleArn(accountId: string): string {
  return `arn:aws:iam::${accountId}:role/${authenticatedRole}`;
}

/** Credentials of the role every signed-in person gets, bound to their identity by the policy variable. */
export function issueForIdentity(
  credentials: CredentialStore,
  session: {
    readonly accountId: string;
    readonly identityId: string;
    readonly poolId: string;
    readonly name: string;
    readonly seconds: number;
  },
): Promise<TemporaryCredential> {
  return credentials.issue({
    role: 'authenticated',
    arn: `arn:aws:sts::${session.accountId}:assumed-role/${authenticatedRole}/${session.name}`,
    variables: {
      'cognito-identity.amazonaws.com:sub': session.identityId,
      'cognito-identity.amazonaws.com:aud': session.poolId,
      'cognito-identity.amazonaws.com:amr': 'authenticated',
    },
    seconds: session.seconds,
  });
}
