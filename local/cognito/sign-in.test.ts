import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenerateRandomCommand } from '@aws-sdk/client-kms';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws } from '../aws.ts';
import { openProviderKeys } from '../oidc/provider-keys.ts';
import { cognito, identityFor, signInAsUser, type SignedInUser } from '../testing/sign-in.ts';
import { kmsClient, refusal, startForTest } from '../testing/started-aws.ts';

let aws: Awaited<ReturnType<typeof startForTest>>;
let alice: SignedInUser;
let bob: SignedInUser;

beforeAll(async () => {
  aws = await startForTest();
  alice = await signInAsUser(aws, 'alice', 'alice-demo');
  bob = await signInAsUser(aws, 'bob', 'bob-demo');
});
afterAll(() => aws.close());

function credentialsFor(IdentityId: string, Logins: object): Promise<string> {
  return refusal(cognito(aws, 'GetCredentialsForIdentity', { IdentityId, Logins }));
}

function control(
  path: string,
  headers: Record<string, string> = { 'x-sealdrop-local': '1' },
): Promise<Response> {
  return fetch(`${aws.url}/_local/${path}`, { method: 'POST', headers });
}

const getId = (Logins: object, IdentityPoolId = aws.config.identityPool.id): Promise<string> =>
  refusal(cognito(aws, 'GetId', { IdentityPoolId, Logins }));
const login = (token: string): object => ({ [aws.config.identityPool.loginProvider]: token });

/** A token signed by the provider's own key, with the claims changed. */
async function provided(change: object, alg = 'RS256'): Promise<string> {
  const { signing } = await openProviderKeys(join(aws.folder, 'oidc-keys.json'));
  const { alg: _alg, ...key } = signing;
  return new SignJWT({ ...decodeJwt(alice.idToken), ...change })
    .setProtectedHeader({ ...decodeProtectedHeader(alice.idToken), alg })
    .sign(await importJWK(key, alg));
}

describe('ID tokens', () => {
  it('say who it is', () => {
    expect(decodeJwt(alice.idToken)).toMatchObject({
      iss: aws.issuer,
      aud: 'sealdrop-app',
      sub: 'alice',
      name: 'Alice Archer',
      email: 'alice@example.com',
    });
  });

  it.each<[string, () => Promise<string>, string]>([
    ['true', () => provided({}), 'allowed'],
    ['expired', () => provided({ exp: 1_700_000_000 }), 'Invalid login token. Token expired: 1700000000 >= '],
    ['for another audience', () => provided({ aud: 'another-app' }), 'Incorrect token audience'],
    [
      'of another issuer',
      () => provided({ iss: 'http://localhost:1/_oidc' }),
      "Issuer doesn't match providerName",
    ],
    ['without a subject', () => provided({ sub: '' }), 'Not a valid OpenId Connect identity token'],
    ['not valid yet', () => provided({ nbf: 4_000_000_000 }), 'Not a valid OpenId Connect identity token'],
    ['signed with another algorithm', () => provided({}, 'PS256'), "Couldn't verify signed token"],
    [
      'signed with another key',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        const header = { alg: 'RS256', kid: decodeProtectedHeader(alice.idToken).kid ?? '' };
        return new SignJWT(decodeJwt(alice.idToken)).setProtectedHeader(header).sign(privateKey);
      },
      "Couldn't verify signed token",
    ],
    [
      'unsigned',
      () => Promise.resolve(new UnsecuredJWT(decodeJwt(alice.idToken)).encode()),
      'Invalid login token',
    ],
    [
      'of bob, with the signature of alice',
      () => {
        const [header, , signature] = alice.idToken.split('.');
        return Promise.resolve([header, bob.idToken.split('.')[1], signature].join('.'));
      },
      "Couldn't verify signed token",
    ],
    ['no token at all', () => Promise.resolve('hello'), 'Not a valid OpenId Connect identity token'],
  ])('%s: %s', async (_name, token, expected) => {
    expect(await getId(login(await token()))).toContain(expected);
  });
});

describe('the identity pool', () => {
  it('admits nobody without a login, or with one of another provider', async () => {
    expect(await getId({})).toContain('NotAuthorizedException: Unauthenticated access is not supported');
    expect(await getId({ 'accounts.google.com': alice.idToken })).toContain('not from a supported provider');
    expect(await getId({ ...login(alice.idToken), 'accounts.google.com': 'x' })).toContain(
      'not from a supported',
    );
  });

  it('knows only itself', async () => {
    const other = 'us-east-1:00000000-0000-4000-8000-000000000000';
    expect(await getId(login(alice.idToken), other)).toContain('ResourceNotFoundException');
    expect(await refusal(cognito(aws, 'GetId', {}))).toContain('InvalidParameterException');
    expect(await refusal(cognito(aws, 'GetOpenIdToken', {}))).toContain('UnknownOperationException');
  });

  it("gives nobody another's credentials", async () => {
    expect(await credentialsFor(alice.identityId, login(alice.idToken))).toBe('allowed');
    expect(await credentialsFor(alice.identityId, login(bob.idToken))).toContain(
      "NotAuthorizedException: Logins don't match",
    );
    expect(await credentialsFor(alice.identityId, {})).toContain('NotAuthorizedException');
    expect(await credentialsFor(bob.identityId.replace(/.$/u, 'g'), login(bob.idToken))).toContain(
      'ResourceNotFoundException',
    );
  });

  it('gives credentials for an hour', () => {
    const lasts = alice.credentials.expiration.getTime() - Date.now();
    expect(lasts).toBeGreaterThan(3500_000);
    expect(lasts).toBeLessThanOrEqual(3600_000);
  });
});

describe('what ends', () => {
  const random = new GenerateRandomCommand({ NumberOfBytes: 8 });

  it('credentials, when they are expired by the control; new ones are good', async () => {
    const user = await signInAsUser(aws, 'alice', 'alice-demo');
    expect((await control('expire-sessions', {})).status).toBe(403);
    expect(await refusal(kmsClient(aws, user.credentials).send(random))).toMatch(/^AccessDeniedException/u);
    expect((await control('expire-sessions')).status).toBe(204);
    expect(await refusal(kmsClient(aws, user.credentials).send(random))).toMatch(/^ExpiredTokenException/u);
    const renewed = await identityFor(aws, user.idToken);
    expect(await refusal(kmsClient(aws, renewed.credentials).send(random))).toMatch(
      /^AccessDeniedException/u,
    );
  });

  it('credentials, by themselves, when their time is over', async () => {
    const short = await startForTest({ sessionSeconds: 120 });
    const { credentials } = await signInAsUser(short, 'alice', 'alice-demo');
    expect(await refusal(kmsClient(short, credentials).send(random))).toMatch(/^AccessDeniedException/u);
    await fetch(`${short.url}/_local/clock`, {
      method: 'POST',
      headers: { 'x-sealdrop-local': '1' },
      body: JSON.stringify({ offsetSeconds: 121 }),
    });
    expect(await refusal(kmsClient(short, credentials).send(random))).toMatch(/^ExpiredTokenException/u);
    await short.close();
  });
});

describe('a restart', () => {
  it('forgets neither people, credentials, keys nor sign-ins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sealdrop-restart-'));
    const options = { folder, port: 0, appOrigin: 'http://localhost:5173' };
    const first = await startLocalAws(options);
    const before = await signInAsUser(first, 'alice', 'alice-demo');
    await first.close();
    const second = await startLocalAws({ ...options, port: Number(new URL(first.url).port) });
    expect(second.config).toEqual(first.config);
    expect(second.admin).toEqual(first.admin);
    const outcome = await refusal(
      kmsClient(second, before.credentials).send(new GenerateRandomCommand({ NumberOfBytes: 8 })),
    );
    expect(outcome).toMatch(/^AccessDeniedException/u);
    const renewed = await fetch(`${second.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: second.config.signIn.clientId,
        refresh_token: before.refreshToken,
      }),
    });
    const { id_token: idToken } = v.parse(v.object({ id_token: v.string() }), await renewed.json());
    expect((await identityFor(second, idToken)).identityId).toBe(before.identityId);
    await second.close();
    await rm(folder, { recursive: true, force: true });
  });
});
