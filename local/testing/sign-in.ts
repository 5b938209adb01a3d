import { createHash, randomBytes } from 'node:crypto';
import { fromCognitoIdentity } from '@aws-sdk/credential-providers';
import * as v from 'valibot';
import type { LocalAws } from '../aws.ts';

export interface SignedInUser {
  readonly idToken: string;
  readonly refreshToken: string;
  readonly identityId: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
    readonly expiration: Date;
  };
}

/** Signs a demo user in as a browser would, at the local provider and at the identity pool. */
export async function signInAsUser(aws: LocalAws, username: string, password: string): Promise<SignedInUser> {
  const { idToken, refreshToken } = await signInAtProvider(aws, username, password);
  return { idToken, refreshToken, ...(await identityFor(aws, idToken)) };
}

/** Identity and credentials for an ID token. */
export async function identityFor(
  aws: LocalAws,
  idToken: string,
): Promise<Pick<SignedInUser, 'identityId' | 'credentials'>> {
  const { identityPool, region, endpoints } = aws.config;
  const logins = { [identityPool.loginProvider]: idToken };
  const clientConfig = { region, endpoint: endpoints.cognitoIdentity };
  const { IdentityId: identityId } = v.parse(
    v.object({ IdentityId: v.string() }),
    await cognito(aws, 'GetId', { IdentityPoolId: identityPool.id, Logins: logins }),
  );
  const issued = await fromCognitoIdentity({ identityId, logins, clientConfig })();
  if (issued.sessionToken === undefined || issued.expiration === undefined) throw new Error('not a session');
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = issued;
  return { identityId, credentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
}

/** A bare call of Cognito Identity. @throws Error with the service's error type and message */
export async function cognito(aws: LocalAws, operation: string, input: object): Promise<unknown> {
  const response = await fetch(aws.config.endpoints.cognitoIdentity, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const output: unknown = await response.json();
  if (response.ok) return output;
  const { __type: type, message } = v.parse(
    v.object({ __type: v.string(), message: v.optional(v.string()) }),
    output,
  );
  throw new Error(`${type}: ${message ?? ''}`);
}

/** Where a sign-in is made, and for which page. */
export interface ProviderPlace {
  readonly issuer: string;
  readonly appOrigin: string;
  readonly config: { readonly signIn: { readonly clientId: string } };
}

export interface ProviderTokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly scope: string;
  /** how long the access token lasts */
  readonly seconds: number;
}

/** Authorization code + PKCE, cookies and all. @throws Error when the provider refuses, with the page's sentence */
export async function signInAtProvider(
  aws: ProviderPlace,
  username: string,
  password: string,
): Promise<ProviderTokens & { readonly browser: CookieJar }> {
  const verifier = randomBytes(32).toString('base64url');
  const redirect = `${aws.appOrigin}/callback`;
  const query = new URLSearchParams({
    client_id: aws.config.signIn.clientId,
    response_type: 'code',
    redirect_uri: redirect,
    scope: 'openid profile email offline_access',
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browser = createCookieJar();
  const form = await browser.follow(`${aws.issuer}/auth?${query.toString()}`, redirect);
  const answer = await browser.follow(form.url, redirect, new URLSearchParams({ username, password }));
  if (!answer.url.startsWith(redirect)) {
    throw new Error(/role="alert">([^<]*)</u.exec(answer.text)?.[1] ?? `sign-in ended at ${answer.url}`);
  }
  const code = new URL(answer.url).searchParams.get('code') ?? '';
  const response = await fetch(`${aws.issuer}/token`, {
    method: 'POST',
    headers: { origin: aws.appOrigin },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: aws.config.signIn.clientId,
      redirect_uri: redirect,
      code,
      code_verifier: verifier,
    }),
  });
  const tokens = v.parse(
    v.object({
      id_token: v.string(),
      access_token: v.string(),
      refresh_token: v.string(),
      scope: v.string(),
      expires_in: v.number(),
    }),
    await response.json(),
  );
  return {
    idToken: tokens.id_token,
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token,
    scope: tokens.scope,
    seconds: tokens.expires_in,
    browser,
  };
}

export interface CookieJar {
  /** what a browser would send to this origin now */
  all(): { readonly name: string; readonly value: string; readonly path: string }[];
  /** Requests and follows redirects with cookies, up to the first page, or to an address that starts with `until`. */
  follow(
    url: string,
    until: string,
    form?: URLSearchParams,
  ): Promise<{ readonly url: string; readonly text: string }>;
}

/** Enough of a browser's cookies for one origin: names, values, paths. */
export function createCookieJar(): CookieJar {
  const cookies = new Map<string, { readonly value: string; readonly path: string }>();
  const keep = (header: string): void => {
    const [pair = '', ...attributes] = header.split(/;\s*/u);
    const name = pair.slice(0, pair.indexOf('='));
    const path = attributes.find((one) => /^path=/iu.test(one))?.slice(5) ?? '/';
    const value = pair.slice(name.length + 1);
    if (value === '') cookies.delete(`${name} ${path}`);
    else cookies.set(`${name} ${path}`, { value, path });
  };
  const headerFor = (url: string): string => {
    const { pathname } = new URL(url);
    const fitting = [...cookies].filter(([, { path }]) => pathname.startsWith(path));
    return fitting.map(([name, { value }]) => `${name.split(' ', 1)[0] ?? ''}=${value}`).join('; ');
  };
  return {
    all: () =>
      [...cookies].map(([key, { value, path }]) => ({ name: key.split(' ', 1)[0] ?? '', value, path })),
    follow: async (start, until, form) => {
      let url = start;
      let body = form;
      for (let hop = 0; hop < 10; hop++) {
        const response = await fetch(url, {
          redirect: 'manual',
          headers: { cookie: headerFor(url), accept: 'text/html' },
          ...(body === undefined ? {} : { method: 'POST', body }),
        });
        for (const header of response.headers.getSetCookie()) keep(header);
        const location = response.headers.get('location');
        if (location === null) return { url, text: await response.text() };
        url = new URL(location, url).href;
        body = undefined;
        if (url.startsWith(until)) return { url, text: '' };
      }
      throw new Error(`too many redirects from ${start}`);
    },
  };
}
