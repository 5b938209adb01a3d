import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createFakeVault, settled } from './fake-vault.ts';
import { createFilingStore } from './filing.ts';
import { createVaultLine } from './vault-line.ts';

type Answers = Parameters<typeof createFakeVault>[0];

function setUp(answers: Answers = {}) {
  const vault = createFakeVault(answers);
  const line = createVaultLine();
  line.connect(vault);
  const counts = { refreshed: 0 };
  const store = createFilingStore({ vault: line, files: { refresh: () => void (counts.refreshed += 1) } });
  const sent = (command: string) => vault.asked.filter((one) => one.command === command);
  return { store, line, counts, sent };
}

const moves = { files: [{ key: 'me/a', to: 'x/a' }], folders: [{ from: 'f/', to: 'x/f/' }] };

describe('createFilingStore()', () => {
  it('deletes, lists again, and brings back what was deleted', async () => {
    const { store, counts, sent } = setUp();
    store.remove({ keys: ['me/a', 'me/b'], folders: [] });
    expect(store.get()).toEqual({ working: { act: 'remove', count: 2 }, outcome: null });
    await settled();
    expect(store.get()).toMatchObject({
      working: null,
      outcome: { act: 'remove', count: 2, undo: ['me/a', 'me/b'] },
    });
    expect(counts.refreshed).toBe(1);
    store.undo();
    await settled();
    expect(sent('restoreFiles')).toMatchObject([
      {
        input: {
          files: [
            { key: 'me/a', versionId: null },
            { key: 'me/b', versionId: null },
          ],
        },
      },
    ]);
    expect(store.get().outcome).toEqual({ act: 'restore', count: 2, failed: [] });
  });

  it('offers no undo where nothing is kept', async () => {
    const { store, sent } = setUp({
      removeFiles: async ({ keys }) => ({ removed: keys, undoable: false, failed: [] }),
    });
    store.remove({ keys: ['me/a'], folders: [] });
    await settled();
    expect(store.get().outcome).toMatchObject({ undo: null });
    store.undo();
    await settled();
    expect(sent('restoreFiles')).toEqual([]);
  });

  it('tells which names are taken, so that they can be asked for again', async () => {
    const { store } = setUp({
      moveFiles: async () => ({ moved: 3, taken: ['me/a', 'me/f/1'], failed: [], back: null }),
    });
    store.move(moves, 'leave');
    await settled();
    expect(store.get().outcome).toEqual({ act: 'move', count: 3, taken: moves, undo: null, failed: [] });
  });

  it('does one thing at a time, and says what failed', async () => {
    const { store, sent } = setUp({
      moveFiles: () => Promise.reject(new AppError('kms-denied', 'no')),
    });
    store.move(moves, 'leave');
    store.remove({ keys: ['me/a'], folders: [] });
    await settled();
    expect(sent('removeFiles')).toEqual([]);
    expect(store.get().outcome).toMatchObject({ act: 'move', error: { code: 'kms-denied' } });
    store.dismiss();
    expect(store.get()).toEqual({ working: null, outcome: null });
  });

  it('renames, or throws why it did not', async () => {
    let taken: readonly string[] = [];
    const { store } = setUp({ moveFiles: async () => ({ moved: 1, taken, failed: [], back: null }) });
    await expect(store.rename(moves)).resolves.toBeUndefined();
    taken = ['me/a'];
    await expect(store.rename(moves)).rejects.toMatchObject({ code: 'name-taken' });
  });

  it.each(['move', 'rename'] as const)(
    'takes a %s back, and leaves what has taken the old name since',
    async (act) => {
      const back = [{ key: 'me/x/a', to: 'a' }];
      const { store, sent } = setUp({
        moveFiles: async ({ files }) =>
          files[0]?.key === 'me/x/a'
            ? { moved: 0, taken: ['me/x/a'], failed: [], back: null }
            : { moved: 1, taken: [], failed: [], back },
      });
      if (act === 'move') store.move(moves, 'leave');
      else await store.rename(moves);
      await settled();
      const undo = { files: back, folders: [] };
      expect(store.get().outcome).toEqual({ act, count: 1, taken: null, undo, failed: [] });
      store.undo();
      await settled();
      expect(sent('moveFiles').at(-1)).toMatchObject({ input: { ...undo, onTaken: 'leave' } });
      expect(store.get().outcome).toMatchObject({ act: 'move', count: 0, taken: undo, undo: null });
    },
  );

  it('forgets everything when the session ends', async () => {
    const { store, line } = setUp();
    store.remove({ keys: ['me/a'], folders: [] });
    line.close('ended');
    await settled();
    expect(store.get()).toEqual({ working: null, outcome: null });
  });
});
