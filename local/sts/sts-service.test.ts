import { GenerateRandomCommand } from '@aws-sdk/client-kms';
import { fromIni, fromWebToken } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAsUser, type SignedInUser } from '../testing/sign-in.ts';
import { kmsClient, refusal, startForTest } from '../testing/started-aws.ts';

const roleArn = 'arn:aws:iam::000000000000:role/sealdrop-authenticated';
let aws: Awaited<ReturnType<typeof startForTest>>;
let alice: SignedInUser;
beforeAll(async () => {
  aws = await startForTest();
  alice = await signInAsUser(aws, 'alice', 'alice-demo');
});
afterAll(() => aws.close());

function assume(change: object = {}): ReturnType<ReturnType<typeof fromWebToken>> {
  return fromWebToken({
    roleArn,
    roleSessionName: 'test',
    webIdentityToken: alice.idToken,
    clientConfig: { region: 'us-east-1', endpoint: aws.url, maxAttempts: 1 },
    ...change,
  })();
}

describe('AssumeRoleWithWebIdentity', () => {
  it('gives the role to the holder of a true token, bound to their identity', async () => {
    const credentials = await assume();
    expect(credentials.sessionToken).toBeTruthy();
    const outcome = await refusal(
      kmsClient(aws, { ...alice.credentials, ...credentials }).send(
        new GenerateRandomCommand({ NumberOfBytes: 8 }),
      ),
    );
    expect(outcome).toContain('assumed-role/sealdrop-authenticated/test is not authorized');
  });

  it.each([
    ['another role', { roleArn: 'arn:aws:iam::000000000000:role/other' }, /AccessDenied/u],
    ['a forged token', { webIdentityToken: 'forged' }, /InvalidIdentityToken/u],
    ['a bad name', { roleSessionName: 'a b' }, /ValidationError/u],
    ['a day too long', { durationSeconds: 43_201 }, /ValidationError/u],
  ])('refuses %s', async (_name, change, expected) => {
    expect(await refusal(assume(change))).toMatch(expected);
  });
});

describe('GetCallerIdentity', () => {
  it('wants a signature', async () => {
    const response = await fetch(aws.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetCallerIdentity' }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<Code>MissingAuthenticationTokenException</Code>');
  });

  it('knows two actions', async () => {
    const response = await fetch(aws.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetFederationToken' }),
    });
    expect(await response.text()).toContain('<Code>InvalidAction</Code>');
  });
});

describe("the admin's credentials file", () => {
  it('is read by the SDK as any shared credentials file', async () => {
    const credentials = await fromIni({ filepath: aws.adminCredentialsFile, profile: 'sealdrop-admin' })();
    expect(credentials).toMatchObject(aws.admin);
    const random = new GenerateRandomCommand({ NumberOfBytes: 8 });
    expect(await refusal(kmsClient(aws, credentials).send(random))).toBe('allowed');
  });
});
