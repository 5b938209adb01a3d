import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { namingMissing } from './name-missing.ts';
import { createMemoryStore } from '../testing/memory-store.ts';

const { signal } = new AbortController();
const range = { first: 0, last: 9, signal };

/** As S3 does for people who may list their prefix only: 403 for what is not there. */
function denying() {
  const store = createMemoryStore();
  store.intercept = (operation) => {
    if (operation === 'read' || operation === 'head') throw new AppError('store-denied', 'AccessDenied');
  };
  return { store, named: namingMissing(store) };
}

describe('namingMissing()', () => {
  it('says that an object is missing where the listing does not have it', async () => {
    const { store, named } = denying();
    store.place('me/a.bin.bak', new Uint8Array(1));
    await expect(named.read({ key: 'me/a.bin', ...range })).rejects.toMatchObject({
      code: 'store-not-found',
    });
    await expect(named.head({ key: 'me/a.bin', signal })).rejects.toMatchObject({ code: 'store-not-found' });
  });

  it('leaves it at forbidden where the object is there', async () => {
    const { store, named } = denying();
    store.place('me/a.bin', new Uint8Array(1));
    await expect(named.read({ key: 'me/a.bin', ...range })).rejects.toMatchObject({ code: 'store-denied' });
  });

  it('leaves it at forbidden where the listing is forbidden as well', async () => {
    const { store, named } = denying();
    store.intercept = () => {
      throw new AppError('store-denied', 'AccessDenied');
    };
    await expect(named.head({ key: 'me/a.bin', signal })).rejects.toMatchObject({ code: 'store-denied' });
  });

  it('asks for no listing after another failure', async () => {
    const { store, named } = denying();
    store.intercept = () => {
      throw new AppError('offline', 'no network');
    };
    await expect(named.head({ key: 'me/a.bin', signal })).rejects.toMatchObject({ code: 'offline' });
    expect(store.asked).not.toContain('list');
  });
});
