import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../errors.ts';
import { fileOf, smallPart } from '../transfer/testing/small-world.ts';
import { sealing, started } from './testing/small-vault.ts';

/** An upload that met `code` with parts in the store. */
async function interrupted(id: string) {
  const made = await started();
  made.store.intercept = (operation) => {
    if (operation === 'completeMultipart') throw new AppError('store-denied', 'no');
  };
  await made.commands.seal(sealing(id, fileOf(3 * smallPart)));
  expect(await made.ended(id)).toMatchObject({ status: 'failed' });
  return made;
}

describe('what is unfinished', () => {
  it('is offered to go on with, and goes when it is given up', async () => {
    const { commands, store } = await interrupted('a');
    expect(await commands.interrupted(null)).toMatchObject({ transfers: [{ record: 'a', kind: 'seal' }] });
    await commands.discard({ record: 'a' });
    expect(await commands.interrupted(null)).toEqual({ transfers: [] });
    expect(store.uploads.size).toBe(0);
  });

  it('is not offered once it was cancelled, and is removed as soon as the store lets it', async () => {
    const { commands, store, events, ended } = await started();
    let isCut = false;
    store.intercept = async (operation) => {
      if (operation === 'completeMultipart') {
        isCut = true;
        await commands.cancel({ id: 'a' });
      }
      if (isCut) throw new AppError('store-denied', 'not now');
    };
    await commands.seal(sealing('a', fileOf(3 * smallPart)));
    expect(await ended('a')).toEqual({ status: 'cancelled' });
    expect(store.uploads.size).toBe(1);
    store.intercept = () => {};
    events.length = 0;
    expect(await commands.interrupted(null)).toEqual({ transfers: [] });
    await vi.waitFor(() => expect(events).toContainEqual({ type: 'records-changed' }));
    expect(store.uploads.size).toBe(0);
    expect(store.objects.size).toBe(0);
    await commands.forget(null);
  });
});
