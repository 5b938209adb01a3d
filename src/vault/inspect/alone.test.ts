import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../errors.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { smallTuning } from '../../transfer/testing/small-world.ts';
import { createInspectCommands } from './inspect-commands.ts';
import { all, inspectWorld, localFile, sealedUnder, stored } from './inspect-fixture.ts';

/** The panel's commands where nobody is signed in. */
const commands = createInspectCommands(
  { crew: createLocalCrew(), tuning: smallTuning, emit: () => {} },
  {
    withSession: () => Promise.reject(new AppError('session-expired', 'nobody is signed in')),
    isAlone: () => true,
    signal: new AbortController().signal,
  },
);

async function sealed() {
  const { kms } = await inspectWorld();
  return localFile(await sealedUnder(kms, ['own'], new Map([['owner', 'me']])));
}

describe('where nobody is signed in', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    [true, 'signed-out'],
    [false, 'offline'],
  ])('a file on the device shows all but what needs its key (online: %s)', async (onLine, why) => {
    vi.stubGlobal('navigator', { onLine });
    const target = await sealed();
    const inspection = await commands.inspect({ target, edits: [] });
    const untried = { outcome: 'not-tried', why: 'without-key' };
    const chain = {
      steps: {
        header: { outcome: 'passed' },
        unwrap: { outcome: 'not-tried', why },
        commitment: untried,
        'header-tag': untried,
        frames: untried,
      },
      attempts: [],
      keyLife: null,
    };
    expect(inspection).toMatchObject({
      message: { context: [['owner', 'me']], frameCount: 1 },
      ownership: 'unknown',
      storage: null,
      kmsKey: { status: 'not-asked' },
      chain,
    });
    expect(await commands.frames({ target, edits: [], places: [1] })).toMatchObject({ frames: [{}] });
    expect(await commands.verify({ id: 'v', target, edits: [], what: all })).toMatchObject({ chain });
  });

  it('nothing stored is looked into', async () => {
    await expect(commands.inspect({ target: stored, edits: [] })).rejects.toMatchObject({
      code: 'session-expired',
    });
  });
});

describe('where the device goes offline while somebody is signed in', () => {
  it('KMS was not asked, which is no finding about the message', async () => {
    const world = await inspectWorld();
    const target = localFile(await sealedUnder(world.kms, ['own'], new Map([['owner', 'me']])));
    vi.spyOn(world.kms, 'decrypt').mockRejectedValue(new AppError('offline', 'no network'));
    const { chain } = await world.commands.inspect({ target, edits: [] });
    expect(chain.steps.unwrap).toEqual({ outcome: 'not-tried', why: 'offline' });
  });
});
