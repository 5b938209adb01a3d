import { describe, expect, it } from 'vitest';
import type { TransferPhase } from '../vault/contract.ts';
import { createFakeVault } from './fake-vault.ts';
import { createTransfersStore } from './transfers.ts';
import { createVaultLine } from './vault-line.ts';

function setUp() {
  const attempts = new Map<string, string>();
  const asked: string[] = [];
  const reordered: { readonly ids: readonly string[]; readonly before: string | null }[] = [];
  const vault = createFakeVault({
    async seal({ id, file }) {
      attempts.set(file.name, id);
      return null;
    },
    async reorder({ ids, before }) {
      reordered.push({ ids, before });
      return null;
    },
    async open({ id, key }) {
      asked.push(key);
      attempts.set(key, id);
      return null;
    },
  });
  const line = createVaultLine();
  line.connect(vault);
  line.ready();
  const store = createTransfersStore({
    vault: line,
    chooseTarget: async () => ({ kind: 'memory' }),
    chooseStorage: () => 'bucket-default',
    save: () => undefined,
    later: (run) => run(),
  });
  const show = (name: string, phase: TransferPhase) => {
    const id = attempts.get(name) ?? '';
    vault.emit({ type: 'transfer', snapshot: { id, kind: 'seal', name, key: null, phase } });
  };
  const lines = () =>
    store
      .get()
      .lines.map((line) =>
        line.kind === 'one'
          ? line.transfer.name
          : [line.group.name, ...line.group.transfers.map(({ name }) => name)],
      );
  const group = () => {
    const found = store.get().lines.flatMap((line) => (line.kind === 'group' ? [line.group] : []))[0];
    if (found === undefined) throw new Error('no group');
    return found;
  };
  const sent = (command: string) => vault.asked.filter((one) => one.command === command).length;
  const nameOf = (id: string) => [...attempts].find(([, attempt]) => attempt === id)?.[0];
  const reorders = () =>
    reordered.map(({ ids, before }) => ({
      ids: ids.map(nameOf),
      before: before === null ? null : nameOf(before),
    }));
  return { store, show, lines, group, asked, sent, reorders };
}

const file = (name: string, folder: string, bytes = 10) => ({
  file: new File([new Uint8Array(bytes)], name),
  handle: null,
  folder,
});
const done: TransferPhase = { status: 'done', key: 'k', bytes: 10 };
const failed = (code: 'session-expired' | 'frame-tampered'): TransferPhase => ({
  status: 'failed',
  error: { code, message: '', details: {} },
  resumable: false,
});
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is only handed on
const directory = {} as FileSystemDirectoryHandle;

describe('groups of transfers', () => {
  it('are made of a folder, and of many loose files, but not of a few', () => {
    const { store, lines } = setUp();
    store.seal([file('a', ''), file('b', '')]);
    store.seal([file('c', 'top/'), file('d', 'top/deep/')]);
    store.seal([file('e', 'one/'), file('f', '')]);
    store.seal(Array.from({ length: 21 }, (_, index) => file(`${index}`, '')));
    expect(lines().slice(0, 4)).toEqual(['a', 'b', ['top', 'top/c', 'top/deep/d'], [null, 'one/e', 'f']]);
    expect(lines()).toHaveLength(5);
  });

  it('add up what is done of what there is, without what was cancelled', () => {
    const { store, show, group } = setUp();
    store.seal([
      file('a', 'top/', 100),
      file('b', 'top/', 300),
      file('c', 'top/', 50),
      file('d', 'top/', 500),
    ]);
    show('a', done);
    show('b', { status: 'moving', moved: 150, total: 300, rate: 1, secondsLeft: 1 });
    show('d', { status: 'cancelled' });
    expect(group()).toMatchObject({ total: 4, done: 1, live: 2, queued: 1, moved: 250, size: 450 });
    expect(store.get().run).toMatchObject({ moved: 250, size: 450 });
  });

  it('tell how far everything is since nothing was moving', () => {
    const { store, show } = setUp();
    store.seal([file('a', '', 100), file('b', '', 100)]);
    show('a', done);
    expect(store.get().run).toMatchObject({ total: 2, done: 1, size: 200 });
    show('b', failed('frame-tampered'));
    expect(store.get().run).toMatchObject({ total: 2, live: 0, moved: 100, size: 100 });
    store.seal([file('c', '', 50)]);
    expect(store.get().run).toMatchObject({ total: 1, live: 1, moved: 0, size: 50 });
    store.retryFailed();
    expect(store.get().run).toMatchObject({ total: 2, live: 2, size: 150 });
  });

  it('change places with what waits, in the list and in the vault', () => {
    const { store, show, lines, group, reorders } = setUp();
    store.seal([file('a', ''), file('b', '')]);
    store.seal([file('c', 'top/'), file('d', 'top/')]);
    store.seal([file('e', '')]);
    show('a', { status: 'preparing' });
    show('c', { status: 'preparing' });
    const { id } = group();
    expect(store.get().waiting).toHaveLength(3);
    store.move(id, 'first');
    expect(lines()).toEqual(['a', ['top', 'top/c', 'top/d'], 'b', 'e']);
    expect(reorders()).toEqual([{ ids: ['d'], before: 'b' }]);
    store.move(id, 'first');
    expect(reorders()).toHaveLength(1);
    store.move(store.get().transfers.find(({ name }) => name === 'b')?.id ?? '', 'later');
    expect(lines().at(-1)).toBe('b');
    expect(reorders()[1]).toEqual({ ids: ['b'], before: null });
  });

  it('keep those that are tried again, and try again what failed in them alone', () => {
    const { store, show, group, asked } = setUp();
    store.open({ key: 'lone', name: 'lone', storedSize: 1, etag: '', lastModified: null });
    const files = ['x', 'y'].map((key) => ({ key, size: 1, path: ['deep', key] }));
    store.openInto({ name: 'deep', files, changed: [], directory, onTaken: 'keep-both' });
    for (const key of ['x', 'y']) show(key, failed('frame-tampered'));
    expect(group()).toMatchObject({ failed: 2, live: 0 });
    store.retryFailed(group().id);
    expect(asked.filter((key) => key !== 'lone')).toEqual(['x', 'y', 'x', 'y']);
    expect(group().transfers.map(({ name }) => name)).toEqual(['deep/x', 'deep/y']);
    expect(group().live).toBe(2);
  });

  it('are paused, cancelled and taken off as one, and nothing else is', () => {
    const { store, show, group, sent, lines } = setUp();
    store.seal([file('a', 'top/'), file('b', 'top/')]);
    store.seal([file('lone', '')]);
    store.pauseAll(group().id);
    expect(sent('pause')).toBe(2);
    store.cancelAll(group().id);
    expect(sent('cancel')).toBe(2);
    for (const name of ['a', 'b', 'lone']) show(name, done);
    store.clearGroup(group().id);
    expect(lines()).toEqual(['lone']);
  });
});
