import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { OpenTarget } from '../vault/contract.ts';
import { settled } from './fake-vault.ts';
import { chosen, failure, moving, setUp, stored } from './transfers-fixture.ts';

describe('after a crash of the vault', () => {
  it('seals go on with the next vault, under the same record', () => {
    const { store, line, connect, attempts, emit, only } = setUp();
    store.seal(chosen('a', 'done'));
    emit(0, moving(3));
    emit(1, { status: 'done', key: 'k', bytes: 1 });
    line.close('crashed');
    expect(only()).toMatchObject({ restarting: true, phase: { status: 'queued' } });
    connect();
    expect(attempts).toHaveLength(3);
    expect(attempts[2]?.record).toBe(attempts[0]?.record);
    emit(2, { status: 'checking', moved: 1, total: 10 });
    expect(only()).toMatchObject({ restarting: false, phase: { status: 'checking' } });
  });

  it('the next vault is told what the last one was sending, and so is a retry', () => {
    const { store, line, connect, attempts, emit, send, only } = setUp();
    store.seal(chosen('a'));
    const write = { key: 'k', header: new Uint8Array(3), length: 9, size: 1, lastModified: 5 };
    emit(0, moving(1));
    send({ type: 'unsettled', id: attempts[0]?.id ?? '', write });
    expect(attempts[0]?.unsettled).toBeNull();
    line.close('crashed');
    connect();
    expect(attempts[1]?.unsettled).toBe(write);
    emit(1, failure('offline', true));
    store.retry(only().id);
    expect(attempts[2]?.unsettled).toBe(write);
  });

  it('a command that died with the vault is no failure of the transfer', async () => {
    const { store, line, connect, only, attempts } = setUp({
      seal: () => Promise.reject(new AppError('vault-crashed', 'died')),
    });
    store.seal(chosen('a'));
    await settled();
    expect(line.isReady()).toBe(false);
    expect(only()).toMatchObject({ restarting: true, phase: { status: 'queued' } });
    expect(attempts).toEqual([]);
    connect();
    expect(only().phase.status).toBe('queued');
  });

  it('takes files while there is no vault, and begins them with the next', () => {
    const { store, line, connect, attempts, only } = setUp();
    line.close('crashed');
    store.seal(chosen('a'));
    expect(only()).toMatchObject({ restarting: true });
    connect();
    expect(attempts).toHaveLength(1);
  });

  it('gives up after three in a row, and goes on when told to', () => {
    const { store, line, connect, attempts, emit, only } = setUp();
    store.seal(chosen('a'));
    for (const attempt of [0, 1, 2, 3]) {
      emit(attempt, moving(3));
      line.close('crashed');
      connect();
    }
    expect(attempts).toHaveLength(4);
    expect(only().phase).toMatchObject({
      status: 'failed',
      resumable: true,
      error: { code: 'vault-crashed' },
    });
    store.retry(only().id);
    emit(4, moving(3));
    line.close('crashed');
    connect();
    expect(attempts).toHaveLength(6);
  });

  it('does not count crashes against what only waited', () => {
    const { store, line, connect, attempts, only } = setUp();
    store.seal(chosen('a'));
    for (let crash = 0; crash < 5; crash += 1) {
      line.close('crashed');
      connect();
    }
    expect(attempts).toHaveLength(6);
    expect(only().phase.status).toBe('queued');
  });

  it('what was paused is paused again, and what was being cancelled is given up', async () => {
    const { store, line, connect, sent, emit } = setUp();
    store.seal(chosen('paused', 'cancelled'));
    const [paused, cancelled] = store.get().transfers;
    emit(0, { status: 'paused', moved: 3, total: 10 });
    emit(1, moving(3));
    store.cancel(cancelled?.id ?? '');
    line.close('crashed');
    connect();
    await settled();
    expect(sent('pause')).toHaveLength(1);
    expect(sent('discard')).toEqual([{ command: 'discard', input: { record: cancelled?.id } }]);
    expect(store.find(paused?.id ?? '')).toMatchObject({ asked: 'pause' });
    expect(store.find(cancelled?.id ?? '')).toMatchObject({ asked: null, phase: { status: 'cancelled' } });
  });

  it.each([
    ['private-file', true],
    ['memory', true],
    ['picked-file', false],
    ['download-stream', false],
  ] as const)('an opening to %s goes on: %s', async (kind, goesOn) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- never looked into here
    const handle = { kind: 'file' } as FileSystemFileHandle;
    const target: OpenTarget =
      kind === 'picked-file'
        ? { kind, handle }
        : kind === 'download-stream'
          ? { kind, port: new MessageChannel().port1 }
          : { kind };
    const { store, line, connect, attempts, emit, only } = setUp({}, [target]);
    store.open(stored);
    await settled();
    emit(0, moving(3));
    line.close('crashed');
    connect();
    expect(attempts).toHaveLength(goesOn ? 2 : 1);
    if (!goesOn) {
      expect(only().phase).toMatchObject({
        status: 'failed',
        resumable: false,
        error: { code: 'vault-crashed' },
      });
    }
  });
});
