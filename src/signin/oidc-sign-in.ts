import { ErrorResponse, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import type { SignInConfig } from '../config/config.ts';
import { AppError } from '../errors.ts';
import { claimTab, renounceTab } from './tab-claim.ts';

export interface SignedInPerson {
  readonly idToken: string;
  readonly user: { readonly name: string; readonly email: string };
}

/** Sign-in at an OIDC provider by authorization code + PKCE (RFC 6749 section 4.1, RFC 7636). */
export interface OidcSignIn {
  /**
   * Completes a return from the provider, or takes up the session of this tab, renewed where its token is too old.
   * null: nobody is signed in; `copied`: another tab is, and this one began as a copy of it, so that it needs a sign-in of its own.
   * @throws AppError `sign-in-failed` when the provider refused, or the return does not belong to this tab.
   */
  restore(): Promise<SignedInPerson | 'copied' | null>;
  /** Leaves the page for the provider. @throws AppError `sign-in-failed` when it cannot be reached. */
  begin(): Promise<void>;
  /** The ID token of this tab's sign-in, renewed where it is too old; null: nobody is signed in. It may have expired where it could not be renewed. */
  heldToken(): Promise<string | null>;
  /** A new ID token by refresh token; null when the session has ended. @throws AppError `service-unreachable`. */
  freshToken(): Promise<string | null>;
  /** Forgets the tokens and signs out at the provider, which sends the browser back here. */
  end(): Promise<void>;
}

/**
 * Tokens and the PKCE verifier live in sessionStorage: they survive a reload of the tab (work goes on), are gone with
 * the tab, and are never in localStorage, where every later visitor of the browser profile would find them.
 */
export function createOidcSignIn(config: SignInConfig, page: Window): OidcSignIn {
  const store = new WebStorageStateStore({ store: page.sessionStorage });
  const manager = new UserManager({
    authority: config.authority,
    client_id: config.clientId,
    scope: config.scope,
    redirect_uri: `${page.location.origin}/callback`,
    post_logout_redirect_uri: `${page.location.origin}/`,
    response_type: 'code',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
    requestTimeoutInSeconds: 20,
  });

  const renew = oneAtATime(() => renewSession(manager));

  return {
    async restore() {
      const { sessionStorage: session, navigator } = page;
      if (page.location.pathname === '/callback') {
        const returned = personOf(await finishReturn(manager, page));
        renounceTab(session);
        await claimTab(session, navigator.locks);
        return returned;
      }
      const user = await manager.getUser();
      if (user !== null && !(await claimTab(session, navigator.locks))) {
        renounceTab(session);
        await manager.removeUser();
        return 'copied';
      }
      return personOf(user?.expired === true ? await renew() : user);
    },
    async begin() {
      try {
        await manager.signinRedirect();
      } catch (cause) {
        throw new AppError('sign-in-failed', 'the sign-in service did not answer', { cause });
      }
    },
    async heldToken() {
      const user = await manager.getUser();
      if (user?.expired !== true) return user?.id_token ?? null;
      const renewed = await renew().catch(() => null);
      return renewed?.id_token ?? user.id_token ?? null;
    },
    async freshToken() {
      return (await renew())?.id_token ?? null;
    },
    async end() {
      const user = await manager.getUser();
      page.sessionStorage.clear();
      // Offline the browser would show its own error page in the place of this one.
      if (!page.navigator.onLine) return;
      page.location.assign(await signOutUrl(manager, page, config.clientId, user?.id_token));
    },
  };
}

/** OpenID Connect RP-Initiated Logout 1.0, section 2; the start page where the provider has no such endpoint. */
async function signOutUrl(
  manager: UserManager,
  page: Window,
  clientId: string,
  idToken: string | undefined,
): Promise<string> {
  const home = `${page.location.origin}/`;
  const endpoint = await manager.metadataService.getEndSessionEndpoint().catch(() => undefined);
  if (endpoint === undefined) return home;
  const url = new URL(endpoint);
  url.searchParams.set('client_id', clientId);
  url.searchParams.set('post_logout_redirect_uri', home);
  // What Cognito calls it (Amazon Cognito Developer Guide, "The managed login logout endpoint"); others ignore it.
  url.searchParams.set('logout_uri', home);
  if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
  return url.href;
}

/** A refresh token that rotates may be spent only once: callers that come together share one renewal. */
function oneAtATime<T>(task: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= task().finally(() => {
      running = null;
    });
    return running;
  };
}

async function finishReturn(manager: UserManager, page: Window): Promise<User | null> {
  try {
    return await manager.signinRedirectCallback(page.location.href);
  } catch (cause) {
    const refusal = cause instanceof ErrorResponse ? (cause.error_description ?? cause.error ?? null) : null;
    // A reload of the return address: its code is spent, but the session it made may be there.
    const user = await manager.getUser();
    if (user !== null && refusal === null) return user;
    throw new AppError('sign-in-failed', 'the return from sign-in was refused', {
      details: { reason: refusal },
      cause,
    });
  } finally {
    page.history.replaceState(null, '', '/');
  }
}

/** null when the provider says that the session ended; anything else that fails is the network's doing. */
async function renewSession(manager: UserManager): Promise<User | null> {
  try {
    if ((await manager.getUser())?.refresh_token !== undefined) return await manager.signinSilent();
  } catch (cause) {
    if (!(cause instanceof ErrorResponse)) {
      throw new AppError('service-unreachable', 'the sign-in service did not answer', {
        details: { service: 'sign-in' },
        cause,
      });
    }
  }
  await manager.removeUser();
  return null;
}

function personOf(user: User | null): SignedInPerson | null {
  if (user?.id_token === undefined) return null;
  const { name, email, preferred_username: handle, sub } = user.profile;
  return { idToken: user.id_token, user: { name: name ?? handle ?? email ?? sub, email: email ?? '' } };
}
