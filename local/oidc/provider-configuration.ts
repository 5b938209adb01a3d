import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { OidcRecords } from './oidc-records.ts';
import { messagePage, signOutPage } from './pages.ts';
import type { ProviderKeys } from './provider-keys.ts';
import type { UserDirectory } from './users.ts';

export const clientId = 'sealdrop-app';
const scopes = 'openid profile email offline_access';
const days = 24 * 60 * 60;

/** What a provider may be like that is not Cognito. */
export interface ProviderTraits {
  /** of the issuer, beginning with a slash */
  readonly path: string;
  /** tokens name a subject alone: neither name nor email */
  readonly anonymous: boolean;
  readonly refreshTokens: boolean;
  /** whether the app can end the sign-in there (RP-Initiated Logout) */
  readonly signOut: boolean;
}

export const usualTraits: ProviderTraits = {
  path: '/_oidc',
  anonymous: false,
  refreshTokens: true,
  signOut: true,
};

/**
 * The provider as the app needs it: one public client, authorization code with PKCE S256 (RFC 7636), rotating refresh
 * tokens, no consent screen, since the app and the provider belong to the same people.
 * @param options.appOrigin where the app is served; its `/callback` and `/silent` are the only ways back
 * @param options.tokenSeconds how long ID and access tokens last
 */
export function providerConfiguration(options: {
  readonly appOrigin: string;
  readonly tokenSeconds: number;
  readonly keys: ProviderKeys;
  readonly records: OidcRecords;
  readonly users: UserDirectory;
  readonly traits: ProviderTraits;
}): Configuration {
  const { traits } = options;
  return {
    adapter: (model) => options.records.adapter(model),
    jwks: { keys: [options.keys.signing] },
    cookies: { keys: [options.keys.cookies] },
    clients: [
      {
        client_id: clientId,
        client_name: 'Sealdrop',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', ...(traits.refreshTokens ? ['refresh_token'] : [])],
        response_types: ['code'],
        redirect_uris: [`${options.appOrigin}/callback`, `${options.appOrigin}/silent`],
        post_logout_redirect_uris: [`${options.appOrigin}/`],
      },
    ],
    responseTypes: ['code'],
    scopes: scopes.split(' '),
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'preferred_username'],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    // The library drops `offline_access` unless consent is asked anew; this client may always have a refresh token.
    issueRefreshToken: (_context, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    // So that signing out ends refresh tokens too.
    expiresWithSession: () => Promise.resolve(true),
    rotateRefreshToken: true,
    ttl: {
      AccessToken: options.tokenSeconds,
      AuthorizationCode: 60,
      Grant: 14 * days,
      IdToken: options.tokenSeconds,
      Interaction: 60 * 60,
      RefreshToken: 14 * days,
      Session: 14 * days,
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: traits.signOut,
        logoutSource: (context, form) => {
          context.body = signOutPage(form, namesThisSession(context));
        },
        postLogoutSuccessSource: (context) => {
          context.body = messagePage('Signed out', 'You are signed out. You can close this page.');
        },
      },
    },
    interactions: { url: (_context, interaction) => `/_oidc/sign-in/${interaction.uid}` },
    clientBasedCORS: (_context, origin) => origin === options.appOrigin,
    findAccount: (_context, subject) => {
      const user = options.users.find(subject);
      if (user === null) return undefined;
      if (traits.anonymous) return { accountId: subject, claims: () => ({ sub: subject }) };
      const claims = { sub: subject, name: user.name, preferred_username: subject, email: user.email };
      return { accountId: subject, claims: () => ({ ...claims, email_verified: true }) };
    },
    loadExistingGrant,
    renderError: (context, out) => {
      context.type = 'html';
      context.body = messagePage('Sign-in stopped', `${out.error}: ${out.error_description ?? 'no details'}`);
    },
  };
}

/** What was granted before, or all the client may have: it is our own. */
async function loadExistingGrant(
  context: KoaContextWithOIDC,
): Promise<InstanceType<KoaContextWithOIDC['oidc']['provider']['Grant']> | undefined> {
  const { client, session, provider } = context.oidc;
  if (client === undefined || session?.accountId === undefined) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known === undefined ? undefined : await provider.Grant.find(known);
  if (found !== undefined) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scopes);
  await grant.save();
  return grant;
}

/** A logout that carries this session's own ID token needs no question; any other might be a forged link. */
function namesThisSession(context: KoaContextWithOIDC): boolean {
  const hint: unknown = context.oidc.entities.IdTokenHint?.payload;
  const subject = typeof hint === 'object' && hint !== null && 'sub' in hint ? hint.sub : null;
  return subject !== null && subject === context.oidc.session?.accountId;
}
