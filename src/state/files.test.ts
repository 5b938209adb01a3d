import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { FilePage, StoredFile } from '../vault/contract.ts';
import { createFakeVault, settled } from './fake-vault.ts';
import { compareKeys, createFilesStore } from './files.ts';
import { createVaultLine } from './vault-line.ts';

const file = (key: string, storedSize = 1): StoredFile => ({
  key,
  name: key,
  storedSize,
  etag: 'e',
  lastModified: null,
});

function setUp(list: (continuation: string | null) => Promise<FilePage>) {
  const vault = createFakeVault({ list: ({ continuation }) => list(continuation) });
  const line = createVaultLine();
  line.connect(vault);
  const planned: (() => void)[] = [];
  const store = createFilesStore({ vault: line, later: (run) => planned.push(run) });
  const keys = () => {
    const state = store.get();
    return state.status === 'ready' ? state.files.map(({ key }) => key) : state.status;
  };
  const sealed = (key: string) =>
    vault.emit({
      type: 'transfer',
      snapshot: { id: key, kind: 'seal', name: key, key, phase: { status: 'done', key, bytes: 5 } },
    });
  return { vault, line, store, planned, keys, sealed };
}

const twoPages = async (continuation: string | null): Promise<FilePage> =>
  continuation === null
    ? { files: [file('a'), file('c')], continuation: 'second' }
    : { files: [file('e')], continuation: null };

describe('createFilesStore()', () => {
  it('loads the first page, then more until there is no more', async () => {
    const { store, keys } = setUp(twoPages);
    expect(store.get().status).toBe('idle');
    store.load();
    expect(store.get().status).toBe('loading');
    await settled();
    expect(keys()).toEqual(['a', 'c']);
    expect(store.get()).toMatchObject({ hasMore: true });
    store.loadMore();
    store.loadMore();
    expect(store.get()).toMatchObject({ more: { status: 'loading' } });
    await settled();
    expect(keys()).toEqual(['a', 'c', 'e']);
    expect(store.get()).toMatchObject({ hasMore: false, more: { status: 'idle' } });
  });

  it('keeps the list and says what is wrong when the person reloads it and it cannot be had', async () => {
    let broken = false;
    const { store, keys } = setUp(async (continuation) => {
      if (broken) throw new AppError('offline', 'no network');
      return twoPages(continuation);
    });
    store.load();
    await settled();
    broken = true;
    store.refresh();
    await settled();
    expect(keys()).toEqual(['a', 'c']);
    expect(store.get()).toMatchObject({ more: { status: 'failed', error: { code: 'offline' } } });
    broken = false;
    store.refresh();
    await settled();
    expect(store.get()).toMatchObject({ more: { status: 'idle' } });
  });

  it('fails by name and loads again', async () => {
    let attempts = 0;
    const { store, keys } = setUp(async () => {
      attempts += 1;
      if (attempts === 1) throw new AppError('store-denied', 'no');
      return { files: [file('a')], continuation: null };
    });
    store.load();
    await settled();
    expect(store.get()).toMatchObject({ status: 'failed', error: { code: 'store-denied' } });
    store.load();
    await settled();
    expect(keys()).toEqual(['a']);
  });

  it('keeps the list when loading more fails', async () => {
    const { store, keys } = setUp(async (continuation) => {
      if (continuation !== null) throw new AppError('throttled', 'slow down');
      return { files: [file('a')], continuation: 'second' };
    });
    store.load();
    await settled();
    store.loadMore();
    await settled();
    expect(keys()).toEqual(['a']);
    expect(store.get()).toMatchObject({
      hasMore: true,
      more: { status: 'failed', error: { code: 'throttled' } },
    });
  });

  it('inserts a sealed file at once and takes what the next listing says of it', async () => {
    let listed = [file('a'), file('c')];
    const { store, keys, sealed, planned } = setUp(async () => ({ files: listed, continuation: null }));
    store.load();
    await settled();
    sealed('b');
    sealed('bb');
    expect(keys()).toEqual(['a', 'b', 'bb', 'c']);
    expect(store.get()).toMatchObject({ added: new Set(['b', 'bb']) });
    expect(planned).toHaveLength(1);

    listed = [file('a'), file('b', 700), file('bb', 700), file('c')];
    planned[0]?.();
    await settled();
    expect(store.get()).toMatchObject({
      files: [{}, { key: 'b', storedSize: 700 }, { key: 'bb', storedSize: 700 }, {}],
    });
  });

  it('lists again as many pages as are shown', async () => {
    const { store, vault, keys } = setUp(twoPages);
    store.load();
    await settled();
    store.loadMore();
    await settled();
    store.refresh();
    await settled();
    expect(vault.asked).toHaveLength(4);
    expect(keys()).toEqual(['a', 'c', 'e']);
  });

  it('lets go of a file sealed here that a later listing does not have, but not of one beyond the listed pages', async () => {
    const { store, keys, sealed } = setUp(twoPages);
    store.load();
    await settled();
    sealed('b');
    sealed('d');
    expect(keys()).toEqual(['a', 'b', 'c', 'd']);
    store.refresh();
    await settled();
    expect(keys()).toEqual(['a', 'c', 'd']);
  });

  it('drops the answer to a question asked before the session ended', async () => {
    const answers: ((page: FilePage) => void)[] = [];
    const { store, line } = setUp(
      () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    );
    store.load();
    await settled();
    line.close('ended');
    answers[0]?.({ files: [file('theirs')], continuation: null });
    await settled();
    expect(store.get()).toEqual({ status: 'idle' });
  });
});

describe('compareKeys()', () => {
  it('orders as S3 does, by UTF-8 bytes', () => {
    const keys = ['\u{1f600}', '\uffee', 'b', 'ab', 'a', 'ä', ''];
    const byBytes = keys.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    expect(keys.toSorted(compareKeys)).toEqual(byBytes);
  });
});
