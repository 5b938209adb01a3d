import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { fileOf, owner, smallPart } from '../transfer/testing/small-world.ts';
import { config, sealing, started, stored, world } from './testing/small-vault.ts';

describe('createCommands()', () => {
  it('fail by name before anybody signed in', async () => {
    const { commands, ended } = world();
    await expect(commands.list({ folder: '', continuation: null })).rejects.toMatchObject({
      code: 'session-expired',
    });
    await expect(commands.inspect(stored('k'))).rejects.toMatchObject({ code: 'session-expired' });
    await commands.seal(sealing('s', fileOf(1)));
    expect(await ended('s')).toMatchObject({ status: 'failed', error: { code: 'session-expired' } });
  });

  it('start once, but again after a failure', async () => {
    const { commands, refuseStart } = world();
    refuseStart(new AppError('offline', 'no network'));
    await expect(commands.start({ config, idToken: 't' })).rejects.toMatchObject({ code: 'offline' });
    refuseStart(null);
    await commands.start({ config, idToken: 't' });
    await expect(commands.start({ config, idToken: 't' })).rejects.toMatchObject({ code: 'internal' });
  });

  it('take a renewed token while the session is still starting', async () => {
    const { commands, events, ageToken } = world();
    ageToken();
    const starting = commands.start({ config, idToken: 'too old' });
    await expect.poll(() => events).toEqual([{ type: 'token-needed' }]);
    await commands.renew({ idToken: 'new' });
    await expect(starting).resolves.toEqual({ identityId: owner });
  });

  it('fail to start when the token cannot be renewed', async () => {
    const { commands, events, ageToken } = world();
    ageToken();
    const starting = commands.start({ config, idToken: 'too old' });
    const refused = expect(starting).rejects.toMatchObject({ code: 'session-expired' });
    await expect.poll(() => events).toEqual([{ type: 'token-needed' }]);
    await commands.renew({ idToken: null });
    await refused;
  });

  it('refuse a configuration that is not one', async () => {
    const { commands } = world();
    await expect(commands.start({ config: { ...config, bucket: '' }, idToken: 't' })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('announce the end of the session once', async () => {
    const { commands, store, events, ended } = await started();
    store.intercept = () => {
      throw new AppError('session-expired', 'token expired');
    };
    await expect(commands.list({ folder: '', continuation: null })).rejects.toMatchObject({
      code: 'session-expired',
    });
    await commands.seal(sealing('s', fileOf(1)));
    await ended('s');
    expect(events.filter(({ type }) => type === 'session-expired')).toHaveLength(1);
  });

  it('forget removes staged files first, aborts uploads, then drops credentials', async () => {
    const { commands, store, ended, calls } = await started();
    const reached = new EventTarget();
    const atAbort: { ended: number; forgotten: number }[] = [];
    const uploading = new Promise((resolve) => reached.addEventListener('reached', resolve));
    store.intercept = (operation) => {
      if (operation === 'abortMultipart') atAbort.push({ ...calls });
      if (operation !== 'putPart') return undefined;
      reached.dispatchEvent(new Event('reached'));
      return new Promise(() => {});
    };
    await commands.seal(sealing('s', fileOf(5 * smallPart)));
    await uploading;
    await commands.forget(null);
    expect(await ended('s')).toEqual({ status: 'cancelled' });
    expect(store.uploads.size).toBe(0);
    expect(atAbort).toMatchObject([{ ended: 0, forgotten: 1 }]);
    expect(calls).toMatchObject({ ended: 1, forgotten: 2 });
    await expect(commands.list({ folder: '', continuation: null })).rejects.toMatchObject({
      code: 'session-expired',
    });
  });
});
