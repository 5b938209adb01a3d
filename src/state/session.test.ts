import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../errors.ts';
import { createFakeVault, settled, type Answers, type FakeVault } from './fake-vault.ts';
import { createSessionStore, type SignInPort } from './session.ts';

const config = {
  region: 'eu-central-1',
  signIn: { authority: 'http://localhost/oidc', clientId: 'c', scope: 'openid' },
  identityPool: { id: 'eu-central-1:00000000-0000-4000-8000-000000000000', loginProvider: 'localhost/oidc' },
  bucket: 'files',
  kmsKeyId: 'alias/a',
};
const user = { name: 'Ada', email: 'ada@example.org' };
const own = {
  accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
  secretAccessKey: 'k'.repeat(40),
  sessionToken: 't'.repeat(40),
};
const brought = { own, owner: 'team-a', name: 'ASIA…LE12' };
const signedInUser = { ...user, id: 'eu-central-1:id' };

function setUp(
  signIn: Partial<SignInPort> = {},
  answers: Partial<Answers> = {},
  wait: (milliseconds: number) => Promise<void> = async () => undefined,
  isOnline: () => boolean = () => true,
) {
  const vaults: FakeVault[] = [];
  const session = createSessionStore({
    config,
    vault() {
      const vault = createFakeVault(answers);
      vaults.push(vault);
      return vault;
    },
    signIn: {
      restore: async () => ({ idToken: 'token-1', user }),
      begin: async () => undefined,
      freshToken: async () => 'token-2',
      end: async () => undefined,
      ...signIn,
    },
    wait,
    isOnline,
  });
  return { session, vaults };
}

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

  it('connects another vault after a crash, with a fresh token', async () => {
    let crashed = false;
    const { session, vaults } = setUp(
      {},
      {
        async list() {
          if (crashed) return { folders: [], files: [], continuation: null };
          crashed = true;
          throw new AppError('vault-crashed', 'gone');
        },
      },
    );
    await session.start();
    await expect(session.vault.send('list', { folder: '', continuation: null })).rejects.toMatchObject({
      code: 'vault-crashed',
    });
    await settled();
    expect(vaults).toHaveLength(2);
    expect(vaults[0]?.isTerminated()).toBe(true);
    expect(vaults[1]?.asked).toEqual([{ command: 'start', input: { config, idToken: 'token-2' } }]);
    expect(session.get().status).toBe('signed-in');
    await expect(session.vault.send('list', { folder: '', continuation: null })).resolves.toBeDefined();
  });

  it('connects another vault after one died while nothing was asked of it', async () => {
    const { session, vaults } = setUp();
    await session.start();
    vaults[0]?.emit({ type: 'crashed' });
    await settled();
    expect(vaults).toHaveLength(2);
    expect(session.get().status).toBe('signed-in');
  });

  it('goes on starting another vault while AWS or sign-in cannot be reached', async () => {
    const failures = [
      'service-unreachable',
      'offline',
      'throttled',
      'service-failed',
      'vault-crashed',
    ] as const;
    const left: AppError[] = [];
    const { session, vaults } = setUp(
      {
        async freshToken() {
          if (left.length === 3) throw left.pop() ?? new Error();
          return 'token-2';
        },
      },
      {
        async start() {
          const failure = left.pop();
          if (failure !== undefined) throw failure;
          return { identityId: 'eu-central-1:id' };
        },
      },
    );
    await session.start();
    const closings: string[] = [];
    session.vault.onClose((why) => closings.push(why));
    left.push(...failures.map((code) => new AppError(code, 'not now')));
    vaults[0]?.emit({ type: 'crashed' });
    await settled();
    expect(left).toEqual([]);
    expect(session.get().status).toBe('signed-in');
    expect(session.vault.isReady()).toBe(true);
    expect(closings).not.toContain('ended');
    expect(vaults.slice(0, -1).every((vault) => vault.isTerminated())).toBe(true);
  });

  it('asks nothing of a vault that could not start', async () => {
    let reachable = true;
    let goOn: (() => void) | undefined;
    const { session, vaults } = setUp(
      {},
      {
        async start() {
          if (!reachable) throw new AppError('service-unreachable', 'no answer');
          return { identityId: 'eu-central-1:id' };
        },
      },
      () =>
        new Promise((resolve) => {
          goOn = resolve;
        }),
    );
    await session.start();
    reachable = false;
    vaults[0]?.emit({ type: 'crashed' });
    await settled();
    await expect(session.vault.send('list', { folder: '', continuation: null })).rejects.toMatchObject({
      code: 'vault-crashed',
    });
    expect(vaults[1]?.asked.map(({ command }) => command)).toEqual(['start']);
    expect(vaults[1]?.isTerminated()).toBe(true);
    reachable = true;
    goOn?.();
    await settled();
    expect(session.get().status).toBe('signed-in');
    expect(session.vault.isReady()).toBe(true);
  });

  it.each<[ErrorCode, number]>([
    ['vault-crashed', 3],
    ['identity-refused', 1],
  ])('is signed out with the reason where another vault meets %s, after %i', async (code, attempts) => {
    let refused = false;
    const { session, vaults } = setUp(
      {},
      {
        async start() {
          if (refused) throw new AppError(code, 'no');
          refused = true;
          return { identityId: 'eu-central-1:id' };
        },
      },
    );
    await session.start();
    vaults[0]?.emit({ type: 'crashed' });
    await settled();
    expect(vaults).toHaveLength(1 + attempts);
    expect(session.get()).toMatchObject({ status: 'signed-out', reason: { code } });
  });

  it('gives up another vault when the person signs out meanwhile', async () => {
    let unreachable = false;
    let goOn: (() => void) | undefined;
    const { session, vaults } = setUp(
      {
        async freshToken() {
          if (unreachable) throw new AppError('service-unreachable', 'no answer');
          return 'token-2';
        },
      },
      {},
      () =>
        new Promise((resolve) => {
          goOn = resolve;
        }),
    );
    await session.start();
    unreachable = true;
    vaults[0]?.emit({ type: 'crashed' });
    await settled();
    await session.signOut();
    unreachable = false;
    goOn?.();
    await settled();
    expect(vaults).toHaveLength(1);
    expect(session.get()).toEqual({ status: 'signed-out', reason: 'signed-out' });
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

const startTeam = async () => ({ identityId: 'team-a' });
const refuseSecret = async () => Promise.reject(new AppError('own-secret-wrong', 'refused'));

describe('credentials that the person brings', () => {
  const nobody: Partial<SignInPort> = { restore: async () => null, freshToken: async () => null };
  const as = { name: 'ASIA…LE12', email: 'team-a', id: 'team-a', ownKey: true };

  async function setUpBrought(answers: Partial<Answers> = {}) {
    const { session, vaults } = setUp(nobody, { start: startTeam, ...answers });
    await session.start();
    return { session, vaults, failure: await session.bring(brought) };
  }

  it('begin a session of their owner, and go to the vault alone', async () => {
    const { session, vaults, failure } = await setUpBrought();
    expect(failure).toBeNull();
    expect(session.get()).toEqual({ status: 'signed-in', user: as });
    expect(vaults[0]?.asked).toEqual([{ command: 'start', input: { config, own, owner: 'team-a' } }]);
    expect(JSON.stringify(session.get())).not.toContain(own.secretAccessKey);
  });

  it('that are not taken leave nobody signed in, and say why', async () => {
    const { session, vaults, failure } = await setUpBrought({ start: refuseSecret });
    expect(failure).toMatchObject({ code: 'own-secret-wrong' });
    expect(session.get()).toEqual({ status: 'signed-out', reason: null });
    expect(vaults[0]?.isTerminated()).toBe(true);
  });

  it('that expired are followed by others in the same vault, for the same owner whatever is typed', async () => {
    const { session, vaults } = await setUpBrought();
    vaults[0]?.emit({ type: 'session-expired' });
    expect(session.get().status).toBe('expired');
    expect(await session.bring({ ...brought, owner: 'team-b', name: 'AKIA…0001' })).toBeNull();
    expect(session.get()).toEqual({ status: 'signed-in', user: { ...as, name: 'AKIA…0001' } });
    expect(vaults).toHaveLength(1);
    expect(vaults[0]?.asked.at(-1)).toEqual({ command: 'renew', input: { own } });
  });

  it('that died with their vault are asked for again, and begin another for the same owner', async () => {
    const { session, vaults } = await setUpBrought();
    vaults[0]?.emit({ type: 'crashed' });
    expect(session.get()).toMatchObject({ status: 'expired', lost: true });
    expect(await session.bring({ ...brought, owner: 'team-b' })).toBeNull();
    expect(session.get()).toEqual({ status: 'signed-in', user: as });
    expect(vaults[1]?.asked[0]).toEqual({ command: 'start', input: { config, own, owner: 'team-a' } });
  });

  it('are not taken where somebody is signed in', async () => {
    const { session, vaults } = setUp();
    await session.start();
    await session.bring(brought);
    expect(session.get()).toEqual({ status: 'signed-in', user: signedInUser });
    expect(vaults).toHaveLength(1);
  });
});
