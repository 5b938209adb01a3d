import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { repeatWithFreshCredentials } from './expired-credentials.ts';
import { createSessionCredentials } from './session-credentials.ts';

function world() {
  let serial = 0;
  const credentials = createSessionCredentials({
    now: () => 0,
    obtain: () => {
      serial += 1;
      return Promise.resolve({
        accessKeyId: `key-${serial}`,
        secretAccessKey: 'secret',
        sessionToken: 'token',
        expiration: new Date(3_600_000),
        identityId: 'me',
      });
    },
  });
  /** A service that takes `accepted` only, and answers others with an error of this name. */
  const service = (accepted: string, name: string, status?: number) => async (request: string) => {
    const { accessKeyId } = await credentials.current();
    if (accessKeyId === accepted) return `${request} by ${accessKeyId}`;
    throw Object.assign(new Error('refused'), { name, $metadata: { httpStatusCode: status } });
  };
  return { credentials, service, obtained: () => serial };
}

describe('repeatWithFreshCredentials()', () => {
  it.each(['ExpiredToken', 'ExpiredTokenException'])(
    'repeats once with fresh credentials after %s',
    async (name) => {
      const { credentials, service } = world();
      await expect(repeatWithFreshCredentials(credentials)(service('key-2', name))('ask')).resolves.toBe(
        'ask by key-2',
      );
    },
  );

  it('repeats after the bare 400 of a HEAD, which names nothing, but not after a bare 403', async () => {
    const { credentials, service } = world();
    const ask = (status: number) =>
      repeatWithFreshCredentials(credentials)(service('key-2', 'Unknown', status));
    await expect(ask(403)('ask')).rejects.toMatchObject({ name: 'Unknown' });
    await expect(ask(400)('ask')).resolves.toBe('ask by key-2');
  });

  it('gives up when the fresh ones are refused as well', async () => {
    const { credentials, service, obtained } = world();
    const ask = repeatWithFreshCredentials(credentials)(service('none', 'ExpiredToken'));
    await expect(ask('ask')).rejects.toMatchObject({ name: 'ExpiredToken' });
    expect(obtained()).toBe(2);
  });

  it('repeats nothing after another failure', async () => {
    const { credentials, service, obtained } = world();
    const ask = repeatWithFreshCredentials(credentials)(service('none', 'AccessDenied'));
    await expect(ask('ask')).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(obtained()).toBe(1);
  });

  it('says that the session is over when it is', async () => {
    const { credentials, service } = world();
    credentials.forget();
    const ask = repeatWithFreshCredentials(credentials)(service('key-1', 'ExpiredToken'));
    await expect(ask('ask')).rejects.toBeInstanceOf(AppError);
  });
});
