import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../errors.ts';
import { createSessionCredentials, refreshAhead, type IdentityCredentials } from './session-credentials.ts';
import { createTokenSource, expiryOf } from './token-source.ts';

const hour = 3_600_000;

function world() {
  let now = 1_000_000_000_000;
  let obtained = 0;
  let answer: (serial: number) => Promise<IdentityCredentials> = (serial) =>
    Promise.resolve({
      accessKeyId: `key-${serial}`,
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiration: new Date(now + hour),
      identityId: 'me',
    });
  const credentials = createSessionCredentials({ now: () => now, obtain: () => answer((obtained += 1)) });
  return {
    credentials,
    obtained: () => obtained,
    pass: (milliseconds: number) => void (now += milliseconds),
    answerWith: (next: typeof answer) => void (answer = next),
    usual: answer,
  };
}

describe('createSessionCredentials()', () => {
  it('obtains once for all who ask, and keeps them until five minutes before they expire', async () => {
    const { credentials, obtained, pass } = world();
    const many = await Promise.all([credentials.current(), credentials.current(), credentials.current()]);
    expect(new Set(many.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['key-1']));
    pass(hour - refreshAhead - 1);
    expect((await credentials.current()).accessKeyId).toBe('key-1');
    pass(1);
    const after = await Promise.all([credentials.current(), credentials.current()]);
    expect(after.map(({ accessKeyId }) => accessKeyId)).toEqual(['key-2', 'key-2']);
    expect(obtained()).toBe(2);
  });

  it('uses the old ones while they are good and the way to AWS is not, then fails by its name', async () => {
    const { credentials, pass, answerWith } = world();
    await credentials.current();
    answerWith(() => Promise.reject(new AppError('offline', 'no network')));
    pass(hour - refreshAhead);
    expect((await credentials.current()).accessKeyId).toBe('key-1');
    pass(refreshAhead);
    await expect(credentials.current()).rejects.toMatchObject({ code: 'offline' });
  });

  it('says that the clock is wrong where credentials just obtained have expired by it', async () => {
    const { credentials, pass, usual, answerWith } = world();
    answerWith(async (serial) => {
      const fresh = await usual(serial);
      pass(2 * hour);
      return fresh;
    });
    await expect(credentials.current()).rejects.toMatchObject({ code: 'clock-wrong' });
  });

  it('obtains others once a service refused those, however many requests were refused with them', async () => {
    const { credentials, obtained } = world();
    const used = await credentials.current();
    credentials.refuse(used);
    const fresh = await credentials.current();
    expect(fresh.accessKeyId).toBe('key-2');
    credentials.refuse(used);
    expect(await credentials.current()).toBe(fresh);
    expect(obtained()).toBe(2);
  });

  it('does not fall back to refused ones when no others can be had', async () => {
    const { credentials, answerWith } = world();
    credentials.refuse(await credentials.current());
    answerWith(() => Promise.reject(new AppError('offline', 'no network')));
    await expect(credentials.current()).rejects.toMatchObject({ code: 'offline' });
  });

  it('does not hide a session that ended behind old credentials', async () => {
    const { credentials, pass, answerWith } = world();
    await credentials.current();
    answerWith(() => Promise.reject(new AppError('session-expired', 'signed out elsewhere')));
    pass(hour - refreshAhead);
    await expect(credentials.current()).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('refuses to go on as somebody else', async () => {
    const { credentials, pass, answerWith, usual } = world();
    await credentials.current();
    answerWith(async (serial) => ({ ...(await usual(serial)), identityId: 'you' }));
    pass(hour);
    await expect(credentials.current()).rejects.toMatchObject({ code: 'identity-refused' });
  });

  it('gives none once forgotten, not even those on their way', async () => {
    const { credentials } = world();
    const onTheWay = credentials.current();
    credentials.forget();
    await expect(onTheWay).rejects.toMatchObject({ code: 'session-expired' });
    await expect(credentials.current()).rejects.toMatchObject({ code: 'session-expired' });
  });
});

function tokenExpiring(at: number): string {
  return `e30.${btoa(JSON.stringify({ exp: at / 1000 })).replaceAll('=', '')}.sig`;
}

function source(expiresIn: number) {
  const onNeeded = vi.fn<() => void>();
  const idToken = tokenExpiring(Date.now() + expiresIn);
  return { idToken, onNeeded, tokens: createTokenSource({ idToken, onNeeded }) };
}

describe('createTokenSource()', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000_000 }));
  afterEach(() => void vi.useRealTimers());

  it('gives the token while it is good', async () => {
    const { tokens, idToken, onNeeded } = source(hour);
    expect(await tokens.fresh(Date.now())).toBe(idToken);
    expect(onNeeded).not.toHaveBeenCalled();
  });

  it('leaves an old one to the service where the time is not known', async () => {
    const { tokens, idToken, onNeeded } = source(-hour);
    expect(await tokens.fresh(null)).toBe(idToken);
    expect(onNeeded).not.toHaveBeenCalled();
  });

  it('asks the page once when it is too old, and gives what it renews', async () => {
    const { tokens, onNeeded } = source(hour);
    vi.advanceTimersByTime(hour - 59_000);
    const both = Promise.all([tokens.fresh(Date.now()), tokens.fresh(Date.now())]);
    expect(onNeeded).toHaveBeenCalledTimes(1);
    const renewed = tokenExpiring(Date.now() + hour);
    tokens.renew(renewed);
    expect(await both).toEqual([renewed, renewed]);
    expect(await tokens.fresh(Date.now())).toBe(renewed);
  });

  it('ends the session when the page has none', async () => {
    const refused = source(0);
    const first = refused.tokens.fresh(Date.now());
    refused.tokens.renew(null);
    await expect(first).rejects.toMatchObject({ code: 'session-expired' });
  });

  it('calls a page that does not answer in time unreachable, and asks it again for whoever comes next', async () => {
    const { tokens, onNeeded } = source(0);
    const silent = expect(tokens.fresh(Date.now())).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { service: 'sign-in' },
    });
    vi.advanceTimersByTime(60_000);
    await silent;
    const next = tokens.fresh(Date.now());
    expect(onNeeded).toHaveBeenCalledTimes(2);
    tokens.renew('late');
    expect(await next).toBe('late');
  });

  it('asks for another token when the service refused this one', async () => {
    const { tokens, onNeeded } = source(hour);
    tokens.refuse();
    const next = tokens.fresh(Date.now());
    expect(onNeeded).toHaveBeenCalledTimes(1);
    tokens.renew('opaque');
    expect(await next).toBe('opaque');
  });

  it('reads an expiry, and takes what has none for good', () => {
    expect(expiryOf(tokenExpiring(5000))).toBe(5000);
    for (const odd of ['', 'opaque', 'a.b.c', `a.${btoa('[]')}.c`, `a.${btoa('{"exp":"x"}')}.c`]) {
      expect(expiryOf(odd)).toBe(Infinity);
    }
  });
});
