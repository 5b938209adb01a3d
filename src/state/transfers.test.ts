import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { settled } from './fake-vault.ts';
import { chosen, failure, moving, privateFile, setUp, stored } from './transfers-fixture.ts';

describe('createTransfersStore()', () => {
  it('shows a file the moment it is to be sealed, and follows it to the end', () => {
    const { store, emit, only } = setUp();
    store.seal(chosen('a.txt'));
    expect(only()).toMatchObject({ kind: 'seal', name: 'a.txt', phase: { status: 'queued' } });
    expect(store.get().live).toBe(1);
    emit(0, { status: 'done', key: 'k/a.txt', bytes: 1 });
    expect(store.get()).toMatchObject({ live: 0, seal: { total: 1, done: 1, failed: 0 } });
  });

  it('asks of the store what was chosen when a file was begun, also when it is tried again', () => {
    const { store, storage, emit, only, sent } = setUp();
    storage.chosen = 'sse-kms';
    store.seal(chosen('a.txt'));
    storage.chosen = 'sse-s3';
    emit(0, failure('offline'));
    store.retry(only().id);
    expect(sent('seal')).toMatchObject([
      { input: { storageEncryption: 'sse-kms' } },
      { input: { storageEncryption: 'sse-kms' } },
    ]);
  });

  it('asks what happens where a name is taken, for one or for all', () => {
    const { store, emit, sent } = setUp();
    store.seal([...chosen('a.txt'), ...chosen('b.txt'), ...chosen('c.txt'), ...chosen('d.txt')]);
    for (const attempt of [0, 1, 2, 3]) emit(attempt, failure('name-taken'));
    expect(store.get().taken.map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt']);
    const [first, second] = store.get().taken;
    store.settleTaken('replace', first?.id);
    store.settleTaken('leave', second?.id);
    // It asks the person, so it is not tried again with others.
    store.retryFailed();
    store.settleTaken('keep-both');
    const asked: readonly (readonly [string, string])[] = [
      ['a.txt', 'leave'],
      ['b.txt', 'leave'],
      ['c.txt', 'leave'],
      ['d.txt', 'leave'],
      ['a.txt', 'replace'],
      ['c.txt', 'keep-both'],
      ['d.txt', 'keep-both'],
    ];
    expect(sent('seal')).toMatchObject(
      asked.map(([name, onTaken]) => ({ input: { file: expect.objectContaining({ name }), onTaken } })),
    );
    expect(store.get().transfers.map(({ name }) => name)).toEqual(['a.txt', 'c.txt', 'd.txt']);
    expect(store.get().taken).toEqual([]);
  });

  it('opens a sealed file on the device, of which nothing outlives the page', async () => {
    const { store, asked, sent, only } = setUp({}, [privateFile]);
    const file = new File(['sealed'], 'a.sealed');
    store.openLocal(file, 'a.txt');
    await settled();
    expect(asked).toEqual([{ name: 'a.txt', size: 6 }]);
    expect(sent('openLocal')).toMatchObject([{ input: { file, name: 'a.txt', target: privateFile } }]);
    expect(only()).toMatchObject({ kind: 'open', name: 'a.txt', key: null, outlivesPage: false });
    expect(store.get().atRisk).toBe(1);
  });

  it('answers the same snapshot until something changes', () => {
    const { store, emit } = setUp();
    store.seal(chosen('a'));
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
    store.seal(chosen(...Array.from({ length: 5000 }, (_, index) => `${index}`)));
    expect(attempts).toHaveLength(5000);
    expect(planned).toHaveLength(1);
    planned[0]?.();
    expect(notified).toBe(1);
    expect(store.get().transfers).toHaveLength(5000);
  });

  it('fails when the vault refuses the command', async () => {
    const { store, only } = setUp({ seal: () => Promise.reject(new AppError('file-unreadable', 'gone')) });
    store.seal(chosen('a'));
    await settled();
    expect(only().phase).toMatchObject({ status: 'failed', error: { code: 'file-unreadable' } });
  });

  it('hands an opened file over, and keeps it to save it again', async () => {
    const { store, vault, attempts, saved, only } = setUp();
    store.open(stored);
    await settled();
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

  it('keeps its record and its place through all attempts, deaf to those before', () => {
    const { store, attempts, emit, only } = setUp();
    store.seal(chosen('a', 'b'));
    emit(0, failure('throttled', true));
    const { id } = only();
    store.retry(id);
    expect(only()).toMatchObject({ id, phase: { status: 'queued' } });
    expect(attempts.map(({ record }) => record === id)).toEqual([true, false, true]);
    expect(new Set(attempts.map((attempt) => attempt.id)).size).toBe(3);
    emit(0, { status: 'finishing' });
    expect(only().phase.status).toBe('queued');
    emit(2, { status: 'finishing' });
    expect(only().phase.status).toBe('finishing');
  });

  it('asks the vault to cancel, once, and waits for its word', () => {
    const { store, sent, attempts, emit, only } = setUp();
    store.seal(chosen('a'));
    store.cancel(only().id);
    store.cancel(only().id);
    expect(only()).toMatchObject({ asked: 'cancel', phase: { status: 'queued' } });
    expect(sent('cancel')).toEqual([{ command: 'cancel', input: { id: attempts[0]?.id } }]);
    emit(0, { status: 'cancelled' });
    expect(only()).toMatchObject({ asked: null, phase: { status: 'cancelled' } });
    emit(0, { status: 'done', key: 'k', bytes: 1 });
    expect(only().phase.status).toBe('cancelled');
  });

  it('clears what is done or cancelled and keeps failures and what moves', () => {
    const { store, emit } = setUp();
    store.seal(chosen('done', 'failed', 'cancelled', 'live'));
    emit(0, { status: 'done', key: 'k', bytes: 1 });
    emit(1, failure('throttled'));
    emit(2, { status: 'cancelled' });
    store.clearFinished();
    expect(store.get().transfers.map(({ name }) => name)).toEqual(['failed', 'live']);
    for (const { id } of store.get().transfers) store.dismiss(id);
    expect(store.get().transfers.map(({ name }) => name)).toEqual(['live']);
  });

  it('drops all when the session ends', () => {
    const { store, line } = setUp();
    store.seal(chosen('a'));
    line.close('ended');
    expect(store.get().transfers).toEqual([]);
  });
});

describe('discarding', () => {
  it('gives up what could go on, and only that', async () => {
    const { store, sent, emit, only } = setUp();
    store.seal(chosen('a'));
    emit(0, moving(1));
    store.discard(only().id);
    expect(sent('discard')).toEqual([]);
    emit(0, failure('throttled', true));
    const { id } = only();
    store.discard(id);
    expect(only().asked).toBe('discard');
    await settled();
    expect(sent('discard')).toEqual([{ command: 'discard', input: { record: id } }]);
    expect(store.get().transfers).toEqual([]);
  });

  it('stays, and can go on, when it could not be given up', async () => {
    const { store, emit, only } = setUp({ discard: () => Promise.reject(new AppError('offline', 'no')) });
    store.seal(chosen('a'));
    emit(0, failure('throttled', true));
    store.discard(only().id);
    await settled();
    expect(only()).toMatchObject({
      asked: null,
      phase: { status: 'failed', resumable: true, error: { code: 'offline' } },
    });
  });
});
