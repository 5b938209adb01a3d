import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { Answers } from './fake-vault.ts';
import type { SignInPort } from './session.ts';
import { config, setUp, signedInUser } from './session-fixture.ts';

const own = {
  accessKeyId: 'ASIAEXAMPLEEXAMPLE12',
  secretAccessKey: 'k'.repeat(40),
  sessionToken: 't'.repeat(40),
};
const brought = { own, owner: 'team-a', name: 'ASIA…LE12' };

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
