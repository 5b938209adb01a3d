import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createMemoryStore } from '../transfer/testing/memory-store.ts';
import { countStored } from './count-stored.ts';

const { signal } = new AbortController();
const denied = (): Promise<never> => Promise.reject(new AppError('store-denied', 'no'));

describe('countStored()', () => {
  it('lists objects where versions may not be listed, and says that former ones are not known', async () => {
    const store = createMemoryStore();
    store.place('me/a.txt', new Uint8Array(12));
    store.place('me/key-bench/secrets/s.json', new Uint8Array(5));
    store.place('you/b.txt', new Uint8Array(100));
    const session = { store, filing: { versionsPage: denied }, identityId: 'me' };
    expect(await countStored(session, null, signal)).toEqual({
      sum: { files: { count: 1, bytes: 12 }, kept: { count: 1, bytes: 5 }, former: null },
      next: null,
    });
  });

  it('does not change its way in the middle: what was counted would be counted again', async () => {
    const session = { store: createMemoryStore(), filing: { versionsPage: denied }, identityId: 'me' };
    const after = { kind: 'versions', place: { key: 'me/a', versionId: '1' } } as const;
    await expect(countStored(session, after, signal)).rejects.toMatchObject({ code: 'store-denied' });
  });
});
