import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { VaultCommands } from '../vault/contract.ts';
import type { FilePage, StoredFile, StoredFolder } from '../vault/filing-contract.ts';
import { createFakeVault, settled } from './fake-vault.ts';
import { createFilesStore } from './files.ts';
import { compareKeys } from './key-order.ts';
import { createVaultLine } from './vault-line.ts';

const file = (key: string, storedSize = 1): StoredFile => ({
  key,
  name: key.slice(key.lastIndexOf('/') + 1),
  storedSize,
  etag: 'e',
  lastModified: null,
});
const folder = (path: string): StoredFolder => ({
  path,
  name: path.slice(path.lastIndexOf('/', path.length - 2) + 1, -1),
});
const page = (keys: readonly string[], continuation: string | null = null): FilePage => ({
  folders: [],
  files: keys.map((key) => file(key)),
  continuation,
});

function setUp(list: (input: VaultCommands['list']['input']) => Promise<FilePage>) {
  const vault = createFakeVault({ list });
  const line = createVaultLine();
  line.connect(vault);
  const planned: (() => void)[] = [];
  const store = createFilesStore({ vault: line, owner: () => 'me', later: (run) => planned.push(run) });
  const shown = () => {
    const { view } = store.get();
    if (view.status !== 'ready') return view.status;
    return [...view.folders.map(({ path }) => path), ...view.files.map(({ key }) => key)];
  };
  const sealed = (key: string) =>
    vault.emit({
      type: 'transfer',
      snapshot: { id: key, kind: 'seal', name: key, key, phase: { status: 'done', key, bytes: 5 } },
    });
  return { vault, line, store, planned, shown, sealed };
}

/** `count` pages of one file each, `me/0`, `me/1` and so on. */
const pages =
  (count: number) =>
  async ({ continuation }: { readonly continuation: string | null }): Promise<FilePage> => {
    const index = Number(continuation ?? 0);
    return page([`me/${index}`], index + 1 < count ? String(index + 1) : null);
  };

describe('createFilesStore()', () => {
  it('reads a folder to its end, and shows the first page at once', async () => {
    const { store, vault, shown } = setUp(pages(5));
    const lengths: number[] = [];
    store.subscribe(() => {
      const now = shown();
      if (Array.isArray(now)) lengths.push(now.length);
    });
    expect(store.get()).toEqual({ folder: '', view: { status: 'idle' } });
    store.enter('');
    expect(shown()).toBe('loading');
    await settled();
    expect(shown()).toEqual(['me/0', 'me/1', 'me/2', 'me/3', 'me/4']);
    expect(lengths).toEqual([1, 2, 4, 5]);
    expect(store.get().view).toMatchObject({ rest: { status: 'none' } });
    expect(vault.asked).toHaveLength(5);
  });

  it('shows what it remembers of a folder at once, and then what is there now', async () => {
    let inside = ['me/a/x'];
    const { store, shown } = setUp(async ({ folder: path }) =>
      path === '' ? { folders: [folder('a/')], files: [], continuation: null } : page(inside),
    );
    store.enter('');
    await settled();
    store.enter('a/');
    expect(shown()).toBe('loading');
    await settled();
    expect(shown()).toEqual(['me/a/x']);
    store.enter('');
    expect(shown()).toEqual(['a/']);
    await settled();
    inside = ['me/a/x', 'me/a/y'];
    store.enter('a/');
    expect(shown()).toEqual(['me/a/x']);
    await settled();
    expect(shown()).toEqual(['me/a/x', 'me/a/y']);
  });

  it('drops what a folder answers that was left meanwhile', async () => {
    const answers: ((answer: FilePage) => void)[] = [];
    const { store, shown } = setUp(
      () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    );
    store.enter('a/');
    store.enter('b/');
    await settled();
    answers[1]?.(page(['me/b/1']));
    answers[0]?.(page(['me/a/1']));
    await settled();
    expect(shown()).toEqual(['me/b/1']);
  });

  it('keeps the list and says what is wrong when it is read again and cannot be had', async () => {
    let broken = false;
    const { store, shown } = setUp(async (input) => {
      if (broken) throw new AppError('offline', 'no network');
      return pages(2)(input);
    });
    store.enter('');
    await settled();
    broken = true;
    store.refresh();
    await settled();
    expect(shown()).toEqual(['me/0', 'me/1']);
    expect(store.get().view).toMatchObject({ rest: { status: 'failed', error: { code: 'offline' } } });
    broken = false;
    store.refresh();
    await settled();
    expect(store.get().view).toMatchObject({ rest: { status: 'none' } });
  });

  it('keeps the pages that came when a later one cannot be had', async () => {
    const { store, shown } = setUp(async (input) => {
      if (input.continuation !== null) throw new AppError('throttled', 'slow down');
      return pages(2)(input);
    });
    store.enter('');
    await settled();
    expect(shown()).toEqual(['me/0']);
    expect(store.get().view).toMatchObject({ rest: { status: 'failed', error: { code: 'throttled' } } });
  });

  it('fails by name and is entered again', async () => {
    let attempts = 0;
    const { store, shown } = setUp(async () => {
      attempts += 1;
      if (attempts === 1) throw new AppError('store-denied', 'no');
      return page(['me/a']);
    });
    store.enter('');
    await settled();
    expect(store.get().view).toMatchObject({ status: 'failed', error: { code: 'store-denied' } });
    store.enter('');
    await settled();
    expect(shown()).toEqual(['me/a']);
  });

  it('inserts a sealed file at once and takes what the next listing says of it', async () => {
    let listed = ['me/a', 'me/c'];
    const { store, shown, sealed, planned } = setUp(async () => page(listed));
    store.enter('');
    await settled();
    sealed('me/b');
    sealed('me/bb');
    expect(shown()).toEqual(['me/a', 'me/b', 'me/bb', 'me/c']);
    expect(store.get().view).toMatchObject({ added: new Set(['me/b', 'me/bb']) });
    expect(planned).toHaveLength(1);
    listed = ['me/a', 'me/b', 'me/c'];
    planned[0]?.();
    await settled();
    expect(shown()).toEqual(['me/a', 'me/b', 'me/c']);
  });

  it('keeps a file that was sealed while the listing was read', async () => {
    const answers: ((answer: FilePage) => void)[] = [];
    const { store, shown, sealed } = setUp(
      () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    );
    store.enter('');
    await settled();
    answers[0]?.(page(['me/a']));
    await settled();
    store.refresh();
    sealed('me/b');
    await settled();
    answers[1]?.(page(['me/a']));
    await settled();
    expect(shown()).toEqual(['me/a', 'me/b']);
  });

  it('shows the folders of a file that is sealed deeper, each where it is looked at', async () => {
    const { store, shown, sealed } = setUp(async () => page([]));
    store.enter('');
    await settled();
    sealed('me/reports/2026/may.pdf');
    expect(shown()).toEqual(['reports/']);
    store.enter('reports/');
    await settled();
    sealed('me/reports/2026/june.pdf');
    expect(shown()).toEqual(['reports/2026/']);
  });

  it('shows nothing of a file that is sealed elsewhere, or for somebody else', async () => {
    const { store, shown, sealed } = setUp(async () => page(['me/a/1']));
    store.enter('a/');
    await settled();
    sealed('me/b/1');
    sealed('you/a/2');
    expect(shown()).toEqual(['me/a/1']);
  });

  it('drops the answer to a question asked before the session ended', async () => {
    const answers: ((answer: FilePage) => void)[] = [];
    const { store, line } = setUp(
      () =>
        new Promise((resolve) => {
          answers.push(resolve);
        }),
    );
    store.enter('');
    await settled();
    line.close('ended');
    answers[0]?.(page(['me/theirs']));
    await settled();
    expect(store.get().view).toEqual({ status: 'idle' });
  });
});

const dying = () => Promise.reject(new AppError('vault-crashed', 'the worker ended'));

describe('createFilesStore(), when the vault dies', () => {
  it('lists what the dead one could not, as soon as the next one is ready', async () => {
    let alive = false;
    const { store, line, shown } = setUp(async (input) => (alive ? pages(2)(input) : dying()));
    store.enter('');
    await settled();
    expect(shown()).toBe('failed');
    alive = true;
    line.connect(createFakeVault({ list: pages(2) }));
    line.ready();
    await settled();
    expect(shown()).toEqual(['me/0', 'me/1']);
  });

  it('reads on where only later pages were missing', async () => {
    const { store, line, shown } = setUp(async (input) =>
      input.continuation === null ? pages(2)(input) : dying(),
    );
    store.enter('');
    await settled();
    expect(shown()).toEqual(['me/0']);
    line.connect(createFakeVault({ list: pages(2) }));
    line.ready();
    await settled();
    expect(shown()).toEqual(['me/0', 'me/1']);
    expect(store.get().view).toMatchObject({ rest: { status: 'none' } });
  });

  it('does not list again what is there', async () => {
    const { store, line } = setUp(pages(1));
    store.enter('');
    await settled();
    const next = createFakeVault({ list: pages(1) });
    line.connect(next);
    line.ready();
    await settled();
    expect(next.asked).toEqual([]);
  });
});

describe('compareKeys()', () => {
  it('orders as S3 does, by UTF-8 bytes', () => {
    const keys = ['\u{1f600}', '\uffee', 'b', 'ab', 'a', 'ä', ''];
    const byBytes = keys.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    expect(keys.toSorted(compareKeys)).toEqual(byBytes);
  });
});
