import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCookieJar, signInAtProvider } from '../testing/sign-in.ts';
import { startForTest } from '../testing/started-aws.ts';
import { createUserDirectory, demoUsers } from './users.ts';

const appOrigin = 'http://localhost:5173';
let aws: Awaited<ReturnType<typeof startForTest>>;
beforeAll(async () => {
  aws = await startForTest({ appOrigin });
});
afterAll(() => aws.close());

function authorizeUrl(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'sealdrop-app',
    response_type: 'code',
    redirect_uri: `${appOrigin}/callback`,
    scope: 'openid profile email offline_access',
    state: 'state-1',
    code_challenge: createHash('sha256').update('v'.repeat(43)).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  });
  return `${aws.issuer}/auth?${query.toString()}`;
}

/** Where a request to authorize ends: the app's address, or a page's text. */
async function end(change: Record<string, string>): Promise<string> {
  const { url, text } = await createCookieJar().follow(authorizeUrl(change), appOrigin);
  return url.startsWith(appOrigin) ? url : text;
}

function token(form: Record<string, string>, origin = appOrigin): Promise<Response> {
  const body = new URLSearchParams({ client_id: 'sealdrop-app', ...form });
  return fetch(`${aws.issuer}/token`, { method: 'POST', headers: { origin }, body });
}

function refresh(one: string): Promise<Response> {
  return token({ grant_type: 'refresh_token', refresh_token: one });
}

/** The sign-out page's form, filled in. */
function fields(page: string): URLSearchParams {
  return new URLSearchParams({ xsrf: /name="xsrf" value="([^"]*)"/u.exec(page)?.[1] ?? '', logout: 'yes' });
}

describe('discovery', () => {
  it('names this issuer and endpoints under it, readable from the app', async () => {
    const response = await fetch(`${aws.issuer}/.well-known/openid-configuration`, {
      headers: { origin: appOrigin },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe(appOrigin);
    const found: unknown = await response.json();
    expect(found).toMatchObject({
      issuer: aws.issuer,
      authorization_endpoint: `${aws.issuer}/auth`,
      token_endpoint: `${aws.issuer}/token`,
      jwks_uri: `${aws.issuer}/jwks`,
      end_session_endpoint: `${aws.issuer}/session/end`,
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
    });
  });

  it('publishes no private key', async () => {
    const keys = await (await fetch(`${aws.issuer}/jwks`)).text();
    expect(keys).toContain('"n":');
    expect(keys).not.toMatch(/"(d|p|q|dp|dq|qi)":/u);
  });
});

describe('the sign-in page', () => {
  it('is labelled, says what it is, lists the demo users, and holds no script', async () => {
    const page = await end({});
    for (const part of [
      '<label for="username">Username</label>',
      '<label for="password">Password</label>',
      'autocomplete="username"',
      'autocomplete="current-password"',
      'Local sign-in · stands in for Amazon Cognito on this machine',
      'alice-demo',
    ]) {
      expect(page).toContain(part);
    }
    expect(page).not.toContain('<script');
    expect(page).not.toContain('style=');
  });

  it('is protected by its headers', async () => {
    const browser = createCookieJar();
    const { url } = await browser.follow(authorizeUrl(), appOrigin);
    const { headers } = await fetch(url);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", `form-action 'self' ${appOrigin}`]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await fetch(`${aws.url}/_oidc/assets/pages.css`)).headers.get('content-type')).toContain(
      'text/css',
    );
  });

  it('refuses a wrong password and an unknown name with the same sentence, and keeps the name typed', async () => {
    const sentence = 'That user name or password is not right.';
    await expect(signInAtProvider(aws, 'alice', 'guess')).rejects.toThrow(sentence);
    await expect(signInAtProvider(aws, 'nobody', 'guess')).rejects.toThrow(sentence);
    const browser = createCookieJar();
    const { url } = await browser.follow(authorizeUrl(), appOrigin);
    const form = new URLSearchParams({ username: '"><b>x', password: 'guess' });
    const { text } = await browser.follow(url, appOrigin, form);
    expect(text).toContain('value="&#34;&#62;&#60;b&#62;x"');
  });

  it('is of no use in another browser, or to a form of another site', async () => {
    const browser = createCookieJar();
    const { url } = await browser.follow(authorizeUrl(), appOrigin);
    expect((await fetch(url)).status).toBe(400);
    const first = await fetch(authorizeUrl(), { redirect: 'manual' });
    const cookie = first.headers
      .getSetCookie()
      .map((one) => one.split(';', 1)[0])
      .join('; ');
    const forged = await fetch(new URL(first.headers.get('location') ?? '', aws.url), {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: 'https://evil.example' },
      body: new URLSearchParams({ username: 'alice', password: 'alice-demo' }),
    });
    expect(forged.status).toBe(400);
  });
});

describe('the user directory', () => {
  it('pauses a name after ten failures, for a minute', () => {
    let now = 0;
    const users = createUserDirectory(demoUsers, () => now);
    for (let attempt = 0; attempt < 10; attempt++) expect(users.check('alice', 'guess')).toBe('wrong');
    expect(users.check('alice', 'alice-demo')).toBe('too-many-attempts');
    expect(users.check('bob', 'bob-demo')).toBe('right');
    now = 60_000;
    expect(users.check('alice', 'alice-demo')).toBe('right');
  });
});

describe('the one client', () => {
  it.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'error=invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'error=invalid_request'],
    ['another way back', { redirect_uri: 'https://evil.example/callback' }, 'redirect_uri'],
    ['another path of the app', { redirect_uri: `${appOrigin}/other` }, 'redirect_uri'],
    ['the implicit flow', { response_type: 'id_token' }, 'error='],
    ['another client', { client_id: 'other' }, 'invalid_client'],
    ['silence without a session', { prompt: 'none' }, 'error=login_required'],
  ])('is refused %s', async (_name, change, expected) => {
    expect(await end(change)).toContain(expected);
  });

  it('spends a code once, and only with its verifier', async () => {
    const browser = createCookieJar();
    const { url } = await browser.follow(authorizeUrl(), appOrigin);
    const back = await browser.follow(
      url,
      appOrigin,
      new URLSearchParams({ username: 'bob', password: 'bob-demo' }),
    );
    expect(new URL(back.url).searchParams.get('state')).toBe('state-1');
    const code = new URL(back.url).searchParams.get('code') ?? '';
    const exchange = { grant_type: 'authorization_code', redirect_uri: `${appOrigin}/callback`, code };
    expect((await token({ ...exchange, code_verifier: 'w'.repeat(43) })).status).toBe(400);
    const good = await token({ ...exchange, code_verifier: 'v'.repeat(43) });
    expect(good.status).toBe(200);
    expect(good.headers.get('access-control-allow-origin')).toBe(appOrigin);
    expect((await token({ ...exchange, code_verifier: 'v'.repeat(43) })).status).toBe(400);
  });

  it('rotates refresh tokens; a spent one ends the whole family', async () => {
    const { refreshToken } = await signInAtProvider(aws, 'alice', 'alice-demo');
    const answer: unknown = await (await refresh(refreshToken)).json();
    const { refresh_token: next } = v.parse(v.object({ refresh_token: v.string() }), answer);
    expect(next).not.toBe(refreshToken);
    expect((await refresh(refreshToken)).status).toBe(400);
    expect((await refresh(next)).status).toBe(400);
  });

  it('answers no page of another origin', async () => {
    const { refreshToken } = await signInAtProvider(aws, 'alice', 'alice-demo');
    const refused = await token(
      { grant_type: 'refresh_token', refresh_token: refreshToken },
      'https://evil.example',
    );
    expect(refused.status).toBe(400);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('signing out', () => {
  const home = `${appOrigin}/`;
  const endUrl = (hint: Record<string, string>): string =>
    `${aws.issuer}/session/end?${new URLSearchParams({ client_id: 'sealdrop-app', post_logout_redirect_uri: home, ...hint }).toString()}`;

  it('with the own ID token submits itself, goes home, and ends session and refresh token', async () => {
    const { idToken, refreshToken, browser } = await signInAtProvider(aws, 'alice', 'alice-demo');
    expect((await browser.follow(authorizeUrl({ prompt: 'none' }), appOrigin)).url).toContain('code=');
    const { text } = await browser.follow(endUrl({ id_token_hint: idToken }), home);
    expect(text).toContain('<script src="/_oidc/assets/sign-out.js" defer>');
    const left = await browser.follow(`${aws.issuer}/session/end/confirm`, home, fields(text));
    expect(left.url).toBe(home);
    expect((await browser.follow(authorizeUrl({ prompt: 'none' }), appOrigin)).url).toContain(
      'error=login_required',
    );
    expect((await token({ grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(400);
  });

  it('without it, asks', async () => {
    const { browser } = await signInAtProvider(aws, 'alice', 'alice-demo');
    const { text } = await browser.follow(endUrl({}), home);
    expect(text).toContain('Do you want to sign out?');
    expect(text).not.toContain('<script');
  });

  it('at the control ends every sign-in', async () => {
    const { refreshToken, browser } = await signInAtProvider(aws, 'alice', 'alice-demo');
    const done = await fetch(`${aws.url}/_local/end-sign-ins`, {
      method: 'POST',
      headers: { 'x-sealdrop-local': '1' },
    });
    expect(done.status).toBe(204);
    expect((await token({ grant_type: 'refresh_token', refresh_token: refreshToken })).status).toBe(400);
    expect((await browser.follow(authorizeUrl({ prompt: 'none' }), appOrigin)).url).toContain(
      'error=login_required',
    );
  });
});
