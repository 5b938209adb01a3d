import { createServer } from 'node:http';
import * as v from 'valibot';
import { afterEach, describe, expect, it } from 'vitest';
import { obtainCredentials } from './cognito.ts';
import type { TokenSource } from './token-source.ts';

type Answer = { readonly status: number; readonly body: object };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const identity: Answer = { status: 200, body: { IdentityId: 'eu-central-1:id' } };
const credentials: Answer = {
  status: 200,
  body: {
    IdentityId: 'eu-central-1:id',
    Credentials: {
      AccessKeyId: 'key',
      SecretKey: 'secret',
      SessionToken: 'token',
      Expiration: 4_000_000_000,
    },
  },
};
const refusal = (type: string): Answer => ({ status: 400, body: { __type: type, message: 'no' } });

/** An identity pool that gives these answers, in this order, and remembers what it was asked. */
async function poolAnswering(...answers: Answer[]) {
  const asked: { operation: string; login: unknown }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      const input = v.parse(v.object({ Logins: v.record(v.string(), v.string()) }), JSON.parse(text));
      const target = String(request.headers['x-amz-target']);
      asked.push({ operation: target.split('.')[1] ?? '', login: input.Logins['issuer'] });
      const { status, body } = answers.shift() ?? { status: 500, body: {} };
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
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
  const url = `http://127.0.0.1:${address.port}`;
  const config = {
    region: 'eu-central-1',
    identityPool: { id: 'eu-central-1:00000000-0000-0000-0000-000000000000', loginProvider: 'issuer' },
    endpoints: { s3: url, kms: url, cognitoIdentity: url },
  };
  return { config, asked };
}

function tokensOf(...tokens: string[]): TokenSource {
  let current = tokens.shift() ?? '';
  return {
    fresh: () => Promise.resolve(current),
    renew: () => {},
    refuse: () => void (current = tokens.shift() ?? ''),
  };
}

describe('obtainCredentials()', () => {
  it('exchanges the token under the name of its issuer', async () => {
    const { config, asked } = await poolAnswering(identity, credentials);
    expect(await obtainCredentials(config, tokensOf('one'))).toEqual({
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date(4_000_000_000_000),
      identityId: 'eu-central-1:id',
    });
    expect(asked).toEqual([
      { operation: 'GetId', login: 'one' },
      { operation: 'GetCredentialsForIdentity', login: 'one' },
    ]);
  });

  it('renews a token that the pool refuses, once', async () => {
    const { config, asked } = await poolAnswering(refusal('NotAuthorizedException'), identity, credentials);
    await expect(obtainCredentials(config, tokensOf('one', 'two'))).resolves.toMatchObject({
      accessKeyId: 'key',
    });
    expect(asked.map(({ login }) => login)).toEqual(['one', 'two', 'two']);
  });

  it('is a session that ended when the renewed token is refused as well', async () => {
    const no = refusal('NotAuthorizedException');
    const { config, asked } = await poolAnswering(no, no, identity);
    await expect(obtainCredentials(config, tokensOf('one', 'two'))).rejects.toMatchObject({
      code: 'session-expired',
      details: { service: 'cognito' },
    });
    expect(asked).toHaveLength(2);
  });

  it('does not renew a token for a pool that is not there', async () => {
    const { config, asked } = await poolAnswering(refusal('ResourceNotFoundException'), identity);
    await expect(obtainCredentials(config, tokensOf('one', 'two'))).rejects.toMatchObject({
      code: 'identity-refused',
    });
    expect(asked).toHaveLength(1);
  });
});
