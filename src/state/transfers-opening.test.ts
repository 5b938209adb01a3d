import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { settled } from './fake-vault.ts';
import { failure, privateFile, setUp, stored } from './transfers-fixture.ts';

describe('opening', () => {
  it('asks for the target within the click, and begins when there is one', async () => {
    const { store, asked, attempts } = setUp();
    store.open(stored);
    expect(asked).toEqual([{ name: 'a.txt', size: 7 }]);
    expect(store.get().transfers).toEqual([]);
    await settled();
    expect(attempts).toMatchObject([{ target: privateFile, acceptMoved: false }]);
  });

  it('does nothing when the person closed the dialog', async () => {
    const { store, attempts } = setUp({}, [null]);
    store.open(stored);
    await settled();
    expect(attempts).toEqual([]);
    expect(store.get().transfers).toEqual([]);
  });

  it('asks once while the dialog is open', async () => {
    const { store, asked } = setUp();
    store.open(stored);
    store.open(stored);
    expect(asked).toHaveLength(1);
    await settled();
    store.open(stored);
    expect(asked).toHaveLength(2);
  });

  it('shows why there is no target, and asks again when it is tried again', async () => {
    const { store, asked, only, attempts } = setUp({}, [new AppError('storage-unavailable', 'none')]);
    store.open(stored);
    await settled();
    expect(only().phase).toMatchObject({ status: 'failed', error: { code: 'storage-unavailable' } });
    store.retry(only().id);
    await settled();
    expect(asked).toHaveLength(2);
    expect(attempts).toHaveLength(1);
  });

  it('begins nothing for a session that ended while the dialog was open', async () => {
    const { store, attempts, line } = setUp();
    store.open(stored);
    line.close('ended');
    await settled();
    expect(attempts).toEqual([]);
    expect(store.get().transfers).toEqual([]);
  });

  it('opens a moved file only when told to, and remembers that', async () => {
    const { store, attempts, emit, only } = setUp();
    store.open(stored);
    await settled();
    emit(0, failure('moved'));
    store.openAnyway(only().id);
    emit(1, failure('throttled'));
    store.retry(only().id);
    expect(attempts.map(({ acceptMoved }) => acceptMoved)).toEqual([false, true, true]);
  });

  it('asks for another target when that one is spent or has no room, and not otherwise', async () => {
    const { port1 } = new MessageChannel();
    const { store, asked, emit, only } = setUp({}, [{ kind: 'download-stream', port: port1 }]);
    store.open(stored);
    await settled();
    emit(0, failure('download-stopped'));
    store.retry(only().id);
    await settled();
    expect(asked).toHaveLength(2);
    emit(1, failure('throttled'));
    store.retry(only().id);
    expect(asked).toHaveLength(2);
    emit(2, failure('disk-full', true));
    store.retry(only().id);
    expect(asked).toHaveLength(2);
    emit(3, failure('disk-full'));
    store.retryFailed();
    expect(asked).toHaveLength(2);
    store.retry(only().id);
    expect(asked).toHaveLength(3);
  });
});
