import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../errors.ts';
import { settled } from './fake-vault.ts';
import { config, setUp } from './session-fixture.ts';

describe('createSessionStore()', () => {
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
});
