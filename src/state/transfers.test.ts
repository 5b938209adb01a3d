import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { StoredFile, TransferPhase } from '../vault/contract.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createTransfersStore } from './transfers.ts';
import { createVaultLine } from './vault-line.ts';

const stored: StoredFile = { key: 'k/a.txt', name: 'a.txt', storedSize: 1, etag: 'e', lastModified: null };
const failure = (code: 'moved' | 'throttled'): TransferPhase => ({
  status: 'failed',
  error: { code, message: '', details: {} },
});

function setUp(answers: Partial<Answers> = {}) {
  const attempts: { readonly id: string; readonly acceptMoved: boolean | null }[] = [];
  const vault = createFakeVault({
    async seal({ id }) {
      attempts.push({ id, acceptMoved: null });
      return null;
    },
    async open({ id, acceptMoved }) {
      attempts.push({ id, acceptMoved });
      return null;
    },
    ...answers,
  });
  const line = createVaultLine();
  line.connect(vault);
  const saved: string[] = [];
  const planned: (() => void)[] = [];
  const store = createTransfersStore({
    vault: line,
    save: (name) => saved.push(name),
    later: (run) => planned.push(run),
  });
  const emit = (attempt: number, phase: TransferPhase) =>
    vault.emit({
      type: 'transfer',
      snapshot: { id: attempts[attempt]?.id ?? '', kind: 'seal', name: 'x', key: null, phase },
    });
  const only = () => {
    const [transfer] = store.get().transfers;
    if (transfer === undefined) throw new Error('no transfer');
    return transfer;
  };
  return { attempts, vault, line, saved, planned, store, emit, only };
}

describe('createTransfersStore()', () => {
  it('shows a file the moment it is to be sealed, and follows it to the end', () => {
    const { store, emit, only } = setUp();
    store.seal([new File(['x'], 'a.txt')]);
    expect(only()).toMatchObject({ kind: 'seal', name: 'a.txt', phase: { status: 'queued' } });
    expect(store.get().live).toBe(1);
    emit(0, { status: 'done', key: 'k/a.txt', bytes: 1 });
    expect(store.get()).toMatchObject({ live: 0, seal: { total: 1, done: 1, failed: 0 } });
  });

  it('answers the same snapshot until something changes', () => {
    const { store, emit } = setUp();
    store.seal([new File([], 'a')]);
    const before = store.get();
    expect(store.get()).toBe(before);
    emit(0, { status: 'preparing' });
    expect(store.get()).not.toBe(before);
  });

  it('notifies once for thousands of files dropped together', () => {
    const { store, planned, attempts } = setUp();
    let notified = 0;
    store.subscribe(() => {
      notified += 1;
    });
    store.seal(Array.from({ length: 5000 }, (_, index) => new File([], `${index}`)));
    expect(attempts).toHaveLength(5000);
    expect(planned).toHaveLength(1);
    planned[0]?.();
    expect(notified).toBe(1);
    expect(store.get().transfers).toHaveLength(5000);
  });

  it('fails when the vault refuses the command', async () => {
    const { store, only } = setUp({ seal: () => Promise.reject(new AppError('file-unreadable', 'gone')) });
    store.seal([new File([], 'a')]);
    await settled();
    expect(only().phase).toMatchObject({ status: 'failed', error: { code: 'file-unreadable' } });
  });

  it('hands an opened file over, and keeps it to save it again', () => {
    const { store, vault, attempts, saved, only } = setUp();
    store.open(stored);
    const file = new File(['x'], 'a.txt');
    vault.emit({ type: 'opened', id: attempts[0]?.id ?? '', name: 'a.txt', file });
    expect(saved).toEqual(['a.txt']);
    expect(only().opened).toBe(file);
  });

  it('saves nothing that was not asked for', () => {
    const { vault, saved } = setUp();
    vault.emit({ type: 'opened', id: 'foreign', name: 'a.txt', file: new File([], 'a') });
    expect(saved).toEqual([]);
  });

  it('tries again in the same place under another id, deaf to the attempt before', () => {
    const { store, attempts, emit, only } = setUp();
    store.seal([new File([], 'a'), new File([], 'b')]);
    emit(0, failure('throttled'));
    const { id } = only();
    store.retry(id);
    expect(only()).toMatchObject({ id, phase: { status: 'queued' } });
    expect(new Set(attempts.map((attempt) => attempt.id)).size).toBe(3);
    emit(0, { status: 'finishing' });
    expect(only().phase.status).toBe('queued');
    emit(2, { status: 'finishing' });
    expect(only().phase.status).toBe('finishing');
  });

  it('opens a moved file only when told to, and remembers that', () => {
    const { store, attempts, emit, only } = setUp();
    store.open(stored);
    emit(0, failure('moved'));
    store.openAnyway(only().id);
    emit(1, failure('throttled'));
    store.retry(only().id);
    expect(attempts.map(({ acceptMoved }) => acceptMoved)).toEqual([false, true, true]);
  });

  it('asks the vault to cancel, once, and waits for its word', () => {
    const { store, vault, attempts, emit, only } = setUp();
    store.seal([new File([], 'a')]);
    store.cancel(only().id);
    store.cancel(only().id);
    expect(only()).toMatchObject({ cancelling: true, phase: { status: 'queued' } });
    expect(vault.asked.filter(({ command }) => command === 'cancel')).toEqual([
      { command: 'cancel', input: { id: attempts[0]?.id } },
    ]);
    emit(0, { status: 'cancelled' });
    expect(only()).toMatchObject({ cancelling: false, phase: { status: 'cancelled' } });
    emit(0, { status: 'done', key: 'k', bytes: 1 });
    expect(only().phase.status).toBe('cancelled');
  });

  it('clears what is done or cancelled and keeps failures and what moves', () => {
    const { store, emit } = setUp();
    store.seal(['done', 'failed', 'cancelled', 'live'].map((name) => new File([], name)));
    emit(0, { status: 'done', key: 'k', bytes: 1 });
    emit(1, failure('throttled'));
    emit(2, { status: 'cancelled' });
    store.clearFinished();
    expect(store.get().transfers.map(({ name }) => name)).toEqual(['failed', 'live']);
    for (const { id } of store.get().transfers) store.dismiss(id);
    expect(store.get().transfers.map(({ name }) => name)).toEqual(['live']);
  });

  it('fails what moved when the vault crashed, and drops all when the session ends', () => {
    const { store, line, vault, only } = setUp();
    store.seal([new File([], 'a')]);
    line.close('crashed');
    expect(only().phase).toMatchObject({ status: 'failed', error: { code: 'vault-crashed' } });
    line.connect(vault);
    line.close('ended');
    expect(store.get().transfers).toEqual([]);
  });
});
