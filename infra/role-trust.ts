import type { PolicyDocument } from './policies.ts';

/** Who may take a role: identities of this pool that signed in, or those that did not, and nobody else. */
export function federatedRoleTrust(input: {
  readonly identityPoolId: string;
  readonly identities: 'authenticated' | 'unauthenticated';
}): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': input.identityPoolId },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': input.identities },
        },
      },
    ],
  };
}
