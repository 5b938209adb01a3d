import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createServiceClock } from './service-clock.ts';
import type { TokenSource } from './token-source.ts';
import { assumeStorageRole } from './web-identity.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const identityId = 'eu-central-1:0000';
/** As Ceph 16.2 writes it: no namespace, nanoseconds. */
const granted = (expiration: string): Answer => ({
  status: 200,
  body:
    '<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials>' +
    '<AccessKeyId>key</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>' +
    `${expiration}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
});
const credentials = granted('<Expiration>2096-11-26T15:08:49.468451046Z</Expiration>');
const refusal = (code: string): Answer => ({
  status: 400,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

/** An STS that gives these answers, in this order, and remembers the forms it was sent. */
async function stsAnswering(...answers: Answer[]) {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      asked.push(new URLSearchParams(text));
      const { status, body } = answers.shift() ?? { status: 500, body: '' };
      response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return { endpoint: `http://127.0.0.1:${address.port}`, asked };
}

function assume(endpoint: string, tokens: TokenSource, roleArn = 'arn:aws:iam:::role/sealdrop-${sub}') {
  const source = { source: 'web-identity', roleArn, durationSeconds: 900 } as const;
  return assumeStorageRole({
    storage: { endpoint, region: 'garage', pathStyle: true, credentials: source },
    tokens,
    clock: createServiceClock(),
    identityId,
  });
}

const tokenOf = (sub: string): string => `e30.${btoa(JSON.stringify({ sub }))}.signature`;

function tokensOf(...tokens: string[]): TokenSource {
  let current = tokens.shift() ?? '';
  return {
    fresh: () => Promise.resolve(current),
    renew: () => {},
    refuse: () => void (current = tokens.shift() ?? ''),
  };
}

describe('assumeStorageRole()', () => {
  it('buys credentials in the role of the token’s subject', async () => {
    const { endpoint, asked } = await stsAnswering(credentials);
    expect(await assume(endpoint, tokensOf(tokenOf('alice')))).toEqual({
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date('2096-11-26T15:08:49.468Z'),
      identityId,
    });
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: 'arn:aws:iam:::role/sealdrop-alice',
      RoleSessionName: 'eu-central-1-0000',
      WebIdentityToken: tokenOf('alice'),
      DurationSeconds: '900',
    });
  });

  it.each(['../admin', 'a b', 'a/b', ''])(
    'asks for no role in the name of the subject %j',
    async (subject) => {
      const { endpoint, asked } = await stsAnswering(credentials);
      await expect(assume(endpoint, tokensOf(tokenOf(subject)))).rejects.toMatchObject({
        code: 'identity-refused',
      });
      expect(asked).toEqual([]);
    },
  );

  it.each(['ExpiredTokenException', 'InvalidIdentityToken'])(
    'renews a token refused as %s, once',
    async (code) => {
      const { endpoint, asked } = await stsAnswering(refusal(code), credentials);
      const role = 'arn:aws:iam:::role/sealdrop';
      await expect(assume(endpoint, tokensOf('one', 'two'), role)).resolves.toMatchObject({
        accessKeyId: 'key',
      });
      expect(asked.map((form) => form.get('WebIdentityToken'))).toEqual(['one', 'two']);
    },
  );

  it('is a session that ended when the renewed token is refused as well', async () => {
    const { endpoint, asked } = await stsAnswering(
      refusal('ExpiredTokenException'),
      refusal('ExpiredTokenException'),
    );
    await expect(assume(endpoint, tokensOf(tokenOf('a'), tokenOf('a')))).rejects.toMatchObject({
      code: 'session-expired',
      details: { service: 'sts' },
    });
    expect(asked).toHaveLength(2);
  });

  it('does not renew a token for a role that is not the person’s', async () => {
    const { endpoint, asked } = await stsAnswering(refusal('AccessDenied'));
    await expect(assume(endpoint, tokensOf(tokenOf('a'), tokenOf('a')))).rejects.toMatchObject({
      code: 'identity-refused',
      details: { service: 'sts', reason: 'AccessDenied' },
    });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['without an end', granted('')],
    ['with an end that is no time', granted('<Expiration>soon</Expiration>')],
    ['that are none', { status: 200, body: '<html>hello</html>' }],
  ])('takes no credentials %s', async (_what, answer) => {
    const { endpoint } = await stsAnswering(answer);
    await expect(assume(endpoint, tokensOf(tokenOf('a')))).rejects.toMatchObject({
      code: 'identity-refused',
    });
  });
});
