import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { federatedRoleTrust } from '../role-trust.ts';
import type { Settings } from './settings.ts';

interface PeopleInput {
  readonly settings: Settings;
  readonly domainPrefix: string;
  /** origins of the app: where sign-in may come back to */
  readonly origins: readonly string[];
}

/** Who may come in, and what they may then do: user pool, sign-in pages, identity pool, roles. */
export class People extends Construct {
  readonly userPool: cognito.UserPool;
  readonly client: cognito.UserPoolClient;
  readonly identityPool: cognito.CfnIdentityPool;
  readonly role: iam.Role;
  /** null where the settings let no guests in */
  readonly guestRole: iam.Role | null;

  constructor(scope: Construct, id: string, input: PeopleInput) {
    super(scope, id);
    const { settings } = input;
    this.userPool = userPool(this, settings);
    this.client = appClient(this.userPool, input.origins);
    signInPages(this, this.userPool, this.client, input.domainPrefix);
    this.identityPool = new cognito.CfnIdentityPool(this, 'IdentityPool', {
      allowUnauthenticatedIdentities: settings.guests,
      // The classic flow would let a browser choose its own role, without Cognito's session policy.
      allowClassicFlow: false,
      cognitoIdentityProviders: [
        {
          clientId: this.client.userPoolClientId,
          providerName: this.userPool.userPoolProviderName,
          // An ID token of somebody who was signed out or disabled buys nothing.
          serverSideTokenCheck: true,
        },
      ],
    });
    this.role = this.federatedRole('Authenticated', 'authenticated');
    this.guestRole = settings.guests ? this.federatedRole('Guest', 'unauthenticated') : null;
    new cognito.CfnIdentityPoolRoleAttachment(this, 'Roles', {
      identityPoolId: this.identityPool.ref,
      roles: {
        authenticated: this.role.roleArn,
        ...(this.guestRole === null ? {} : { unauthenticated: this.guestRole.roleArn }),
      },
    });
  }

  private federatedRole(id: string, identities: 'authenticated' | 'unauthenticated'): iam.Role {
    const trust = federatedRoleTrust({ identityPoolId: this.identityPool.ref, identities });
    const conditions = trust.Statement[0]?.Condition;
    if (conditions === undefined) throw new Error('the trust policy has no condition');
    return new iam.Role(this, id, {
      assumedBy: new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com', conditions),
      maxSessionDuration: Duration.hours(1),
    });
  }
}

function userPool(scope: Construct, { signIn, keepData }: Settings): cognito.UserPool {
  const pool = new cognito.UserPool(scope, 'UserPool', {
    // Managed login comes with this plan; threat protection would want the next one.
    featurePlan: cognito.FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: signIn.selfSignUp,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    keepOriginal: { email: true },
    accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
    mfa: signIn.mfa === 'required' ? cognito.Mfa.REQUIRED : cognito.Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: keepData,
    removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  return pool;
}

/** A public client: no secret, authorization code with PKCE only, refresh tokens that are spent when used. */
function appClient(pool: cognito.UserPool, origins: readonly string[]): cognito.UserPoolClient {
  return pool.addClient('App', {
    generateSecret: false,
    // None at all would mean Cognito's own choice: SRP, and a way of refreshing that does not go with rotation. This one alone lets nobody in, for
    // want of the triggers that it asks, so that the sign-in pages are the only way.
    authFlows: { custom: true },
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
      scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.PROFILE, cognito.OAuthScope.EMAIL],
      callbackUrls: origins.map((origin) => `${origin}/callback`),
      logoutUrls: origins.map((origin) => `${origin}/`),
    },
    supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    idTokenValidity: Duration.hours(1),
    accessTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.days(1),
    refreshTokenRotationGracePeriod: Duration.seconds(10),
  });
}

/** Cognito's managed login. Without a style of its own it would answer that its pages are not available. */
function signInPages(
  scope: Construct,
  pool: cognito.UserPool,
  client: cognito.UserPoolClient,
  domainPrefix: string,
): void {
  const domain = pool.addDomain('SignInPages', {
    cognitoDomain: { domainPrefix },
    managedLoginVersion: cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  const style = new cognito.CfnManagedLoginBranding(scope, 'SignInStyle', {
    userPoolId: pool.userPoolId,
    clientId: client.userPoolClientId,
    useCognitoProvidedValues: true,
  });
  style.node.addDependency(domain);
}

/** The origin of the sign-in pages, as its name is made. */
export function signInOrigin(domainPrefix: string): string {
  return `https://${domainPrefix}.auth.${Aws.REGION}.amazoncognito.com`;
}
