import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { everything, usual } from './templates.ts';

/** A role that identities of the pool take, and nobody else. */
function trust(amr: 'authenticated' | 'unauthenticated'): object {
  return {
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': Match.anyValue() },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
          },
        }),
      ],
    },
  };
}

/** What holds of sign-in, the identity pool and the roles. Tests, for `stack.test.ts`. */
export function peopleFacts(): void {
  describe('sign-in', () => {
    it('is a public client: code with PKCE, no secret, refresh tokens that are spent when used', () => {
      usual().hasResourceProperties('AWS::Cognito::UserPoolClient', {
        GenerateSecret: false,
        AllowedOAuthFlows: ['code'],
        AllowedOAuthScopes: ['openid', 'profile', 'email'],
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
        RefreshTokenRotation: { Feature: 'ENABLED' },
        // In minutes.
        RefreshTokenValidity: 1440,
        IdTokenValidity: 60,
        AccessTokenValidity: 60,
        // Absent, it would be Cognito's choice: SRP among them. Custom sign-in wants triggers, which the pool does not have.
        ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
        SupportedIdentityProviders: ['COGNITO'],
      });
      everything().hasResourceProperties('AWS::Cognito::UserPoolClient', {
        CallbackURLs: ['https://files.example.org/callback', 'http://localhost:5173/callback'],
        LogoutURLs: ['https://files.example.org/', 'http://localhost:5173/'],
      });
    });

    it('has managed login, strong passwords, a second factor, and accounts by invitation', () => {
      usual().hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
      usual().hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
      usual().hasResourceProperties('AWS::Cognito::UserPool', {
        LambdaConfig: Match.absent(),
        MfaConfiguration: 'OPTIONAL',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        DeletionProtection: 'ACTIVE',
        Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 14 }) },
      });
      everything().hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON' });
    });

    it('buys credentials of this pool’s role for an hour, and nothing for guests unless chosen', () => {
      usual().hasResourceProperties('AWS::Cognito::IdentityPool', {
        AllowUnauthenticatedIdentities: false,
        AllowClassicFlow: false,
        CognitoIdentityProviders: [Match.objectLike({ ServerSideTokenCheck: true })],
      });
      usual().hasResourceProperties('AWS::IAM::Role', trust('authenticated'));
      usual().resourcePropertiesCountIs('AWS::IAM::Role', trust('unauthenticated'), 0);
      everything().hasResourceProperties('AWS::IAM::Role', trust('unauthenticated'));
    });

    it('lets guests touch nothing of S3', () => {
      const policies = Object.entries(everything().findResources('AWS::IAM::Policy'));
      const guest = policies.filter(([name]) => name.includes('Guest')).map(([, policy]) => policy);
      expect(guest).toHaveLength(1);
      expect(JSON.stringify(guest)).not.toContain('s3:');
    });

    it('lets a person reach their own prefix and their own messages, nothing else', () => {
      const policies = Object.entries(usual().findResources('AWS::IAM::Policy'));
      const found = policies.filter(([name]) => name.includes('Authenticated'));
      expect(found).toHaveLength(1);
      const text = JSON.stringify(found);
      expect(text).not.toMatch(/"(?:s3|kms|\*):?\*"/u);
      expect(text).toContain('/${cognito-identity.amazonaws.com:sub}/*');
      expect(text).toContain('kms:EncryptionContext:owner');
    });
  });
}
