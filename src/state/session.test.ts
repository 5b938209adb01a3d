import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { settled } from './fake-vault.ts';
import { config, setUp, signedInUser, user } from './session-fixture.ts';

describe('createSessionStore()', () => {
  it('takes up a session and connects a vault', async () => {
    const { session, vaults } = setUp();
    const seen: string[] = [];
    session.subscribe(() => seen.push(session.get().status));
    await session.start();
    expect(seen).toEqual(['starting', 'connecting', 'signed-in']);
    expect(session.get()).toEqual({ status: 'signed-in', user: signedInUser });
    expect(vaults[0]?.asked).toEqual([{ command: 'start', input: { config, idToken: 'token-1' } }]);
  });

  it('starts once, however often it is told to', async () => {
    const { session, vaults } = setUp();
    await Promise.all([session.start(), session.start()]);
    await session.start();
    expect(vaults).toHaveLength(1);
  });

  it('is signed out, for no reason, when nobody was signed in', async () => {
    const { session } = setUp({ restore: async () => null });
    await session.start();
    expect(session.get()).toEqual({ status: 'signed-out', reason: null });
  });

  it('leaves for a sign-in of its own where the tab is a copy of another', async () => {
    const begun: string[] = [];
    const { session, vaults } = setUp({
      restore: async () => 'copied',
      begin: async () => void begun.push(session.get().status),
    });
    await session.start();
    expect(begun).toEqual(['signing-in']);
    expect(vaults).toEqual([]);
  });

  it('is signed out with the failure when sign-in failed, and can start again', async () => {
    let attempts = 0;
    const { session } = setUp({
      async restore() {
        attempts += 1;
        if (attempts === 1) throw new AppError('service-unreachable', 'no answer');
        return { idToken: 'token-1', user };
      },
    });
    await session.start();
    expect(session.get()).toMatchObject({ status: 'signed-out', reason: { code: 'service-unreachable' } });
    await session.start();
    expect(session.get().status).toBe('signed-in');
  });

  it('ends the vault that could not start', async () => {
    const { session, vaults } = setUp(
      {},
      { start: () => Promise.reject(new AppError('identity-refused', 'no')) },
    );
    await session.start();
    expect(session.get()).toMatchObject({ status: 'signed-out', reason: { code: 'identity-refused' } });
    expect(vaults[0]?.isTerminated()).toBe(true);
  });

  it('answers token-needed with a fresh token, once for many', async () => {
    const { session, vaults } = setUp();
    await session.start();
    vaults[0]?.emit({ type: 'token-needed' });
    vaults[0]?.emit({ type: 'token-needed' });
    await settled();
    expect(vaults[0]?.asked.slice(1)).toEqual([{ command: 'renew', input: { idToken: 'token-2' } }]);
    expect(session.get().status).toBe('signed-in');
  });

  it('tries again while sign-in cannot be reached', async () => {
    let attempts = 0;
    const { session, vaults } = setUp({
      async freshToken() {
        attempts += 1;
        if (attempts < 3) throw new AppError('service-unreachable', 'no answer');
        return 'token-3';
      },
    });
    await session.start();
    vaults[0]?.emit({ type: 'token-needed' });
    await settled();
    expect(vaults[0]?.asked.at(-1)).toEqual({ command: 'renew', input: { idToken: 'token-3' } });
  });

  it('does not take sign-in that cannot be reached for a session that ended', async () => {
    let reachable = false;
    const { session, vaults } = setUp({
      async freshToken() {
        if (!reachable) throw new AppError('service-unreachable', 'no answer');
        return 'token-9';
      },
    });
    await session.start();
    vaults[0]?.emit({ type: 'token-needed' });
    await settled();
    expect(session.get().status).toBe('signed-in');
    expect(vaults[0]?.asked).toHaveLength(1);
    reachable = true;
    vaults[0]?.emit({ type: 'token-needed' });
    await settled();
    expect(vaults[0]?.asked.at(-1)).toEqual({ command: 'renew', input: { idToken: 'token-9' } });
  });

  it('expires, and keeps the vault, when there is no fresh token', async () => {
    const { session, vaults } = setUp({ freshToken: async () => null });
    await session.start();
    vaults[0]?.emit({ type: 'token-needed' });
    await settled();
    expect(vaults[0]?.asked.at(-1)).toEqual({ command: 'renew', input: { idToken: null } });
    expect(session.get()).toEqual({ status: 'expired', user: signedInUser });
    expect(vaults[0]?.isTerminated()).toBe(false);
  });

  it('stays on the page as expired while it leaves to sign in again', async () => {
    const { session, vaults } = setUp();
    await session.start();
    vaults[0]?.emit({ type: 'session-expired' });
    await session.signIn();
    expect(session.get().status).toBe('expired');
  });

  it('forgets, ends the vault and signs out at the provider', async () => {
    let ended = 0;
    const { session, vaults } = setUp({
      async end() {
        ended += 1;
      },
    });
    await session.start();
    await session.signOut();
    expect(vaults[0]?.asked.at(-1)?.command).toBe('forget');
    expect(vaults[0]?.isTerminated()).toBe(true);
    expect(session.get()).toEqual({ status: 'signed-out', reason: 'signed-out' });
    expect(ended).toBe(1);
  });

  it('signs out although the vault never answers', async () => {
    const { session } = setUp({}, { forget: () => new Promise(() => undefined) });
    await session.start();
    await session.signOut();
    expect(session.get().status).toBe('signed-out');
  });

  it('is signed out again when the browser brings the page back from sign-in', async () => {
    const { session } = setUp({ restore: async () => null });
    await session.start();
    await session.signIn();
    expect(session.get().status).toBe('signing-in');
    session.cameBack();
    expect(session.get()).toEqual({ status: 'signed-out', reason: null });
  });

  it('tries nothing while the device is offline, and takes up the session when it is online again', async () => {
    let online = false;
    const tried: string[] = [];
    const { session, vaults } = setUp(
      {
        restore: async () => {
          tried.push('restore');
          return { idToken: 'token-1', user };
        },
      },
      {},
      undefined,
      () => online,
    );
    await session.start();
    expect(session.get()).toEqual({ status: 'signed-out', reason: null });
    expect([tried, vaults]).toEqual([[], []]);
    online = true;
    session.backOnline();
    await settled();
    expect(session.get()).toEqual({ status: 'signed-in', user: signedInUser });
    session.backOnline();
    await settled();
    expect(tried).toEqual(['restore']);
  });

  it('takes up a session that could not start for want of a network', async () => {
    let online = true;
    const restored = { idToken: 'token-1', user };
    const { session } = setUp({
      restore: () =>
        online ? Promise.resolve(restored) : Promise.reject(new AppError('offline', 'no network')),
    });
    online = false;
    await session.start();
    expect(session.get()).toMatchObject({ status: 'signed-out', reason: { code: 'offline' } });
    online = true;
    session.backOnline();
    await settled();
    expect(session.get()).toMatchObject({ status: 'signed-in' });
  });

  it('does not start anew for somebody who signed out, or whose sign-in failed', async () => {
    const { session } = setUp({ restore: async () => Promise.reject(new AppError('sign-in-failed', 'no')) });
    await session.start();
    session.backOnline();
    await settled();
    expect(session.get()).toMatchObject({ reason: { code: 'sign-in-failed' } });
  });
});
