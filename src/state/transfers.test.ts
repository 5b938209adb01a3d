import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../errors.ts';
import type {
  OpenTarget,
  StorageKind,
  TransferPhase,
  UnsettledWrite,
  VaultEvent,
} from '../vault/contract.ts';
import type { StoredFile } from '../vault/filing-contract.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import type { ChooseTarget } from './target-choice.ts';
import { createTransfersStore } from './transfers.ts';
import { createVaultLine } from './vault-line.ts';

const stored: StoredFile = { key: 'k/a.txt', name: 'a.txt', storedSize: 7, etag: 'e', lastModified: null };
const privateFile: OpenTarget = { kind: 'private-file' };
const failure = (code: ErrorCode, resumable = false): TransferPhase => ({
  status: 'failed',
  error: { code, message: '', details: {} },
  resumable,
});
const moving = (moved: number): TransferPhase => ({
  status: 'moving',
  moved,
  total: 10,
  rate: null,
  secondsLeft: null,
});
const chosen = (...names: string[]) =>
  names.map((name) => ({
    file: new File(['x'], name),
    handle: null,
    folder: '',
  }));

interface Attempt {
  readonly id: string;
  readonly record: string;
  readonly acceptMoved: boolean | null;
  readonly target: OpenTarget | null;
  readonly unsettled?: UnsettledWrite | null;
}

function setUp(answers: Partial<Answers> = {}, targets: (OpenTarget | null | AppError)[] = []) {
  const attempts: Attempt[] = [];
  const makeVault = () =>
    createFakeVault({
      async seal({ id, record, unsettled }) {
        attempts.push({ id, record, acceptMoved: null, target: null, unsettled });
        return null;
      },
      async open({ id, record, acceptMoved, target }) {
        attempts.push({ id, record, acceptMoved, target });
        return null;
      },
      ...answers,
    });
  const line = createVaultLine();
  const vaults = [makeVault()];
  const connect = () => {
    const next = makeVault();
    vaults.push(next);
    line.connect(next);
    line.ready();
  };
  const [first] = vaults;
  if (first === undefined) throw new Error('no vault');
  line.connect(first);
  line.ready();
  const saved: string[] = [];
  const storage: { chosen: StorageKind } = { chosen: 'bucket-default' };
  const asked: Parameters<ChooseTarget>[0][] = [];
  const planned: (() => void)[] = [];
  const store = createTransfersStore({
    vault: line,
    chooseStorage: () => storage.chosen,
    save: (name) => saved.push(name),
    async chooseTarget(of) {
      asked.push(of);
      const next = targets.shift();
      if (next instanceof Error) throw next;
      return next === undefined ? privateFile : next;
    },
    later: (run) => planned.push(run),
  });
  const emit = (attempt: number, phase: TransferPhase) =>
    vaults.at(-1)?.emit({
      type: 'transfer',
      snapshot: { id: attempts[attempt]?.id ?? '', kind: 'seal', name: 'x', key: null, phase },
    });
  const send = (event: VaultEvent) => vaults.at(-1)?.emit(event);
  const only = () => {
    const [transfer] = store.get().transfers;
    if (transfer === undefined) throw new Error('no transfer');
    return transfer;
  };
  const sent = (command: string) =>
    vaults.flatMap((vault) => vault.asked.filter((call) => call.command === command));
  return {
    attempts,
    vault: first,
    line,
    connect,
    saved,
    storage,
    asked,
    planned,
    store,
    emit,
    send,
    only,
    sent,
  };
}

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

describe('pausing', () => {
  it('shows at once what was asked, until the vault did it', () => {
    const { store, sent, emit, only } = setUp();
    store.seal(chosen('a'));
    emit(0, moving(3));
    store.pause(only().id);
    store.pause(only().id);
    expect(sent('pause')).toHaveLength(1);
    emit(0, moving(4));
    expect(only()).toMatchObject({ asked: 'pause', phase: { status: 'moving' } });
    expect(store.get()).toMatchObject({ paused: 1, pausable: 0 });
    emit(0, { status: 'paused', moved: 4, total: 10 });
    expect(only().asked).toBeNull();
    store.resume(only().id);
    store.resume(only().id);
    expect(sent('resume')).toHaveLength(1);
    expect(store.get()).toMatchObject({ paused: 0, pausable: 1 });
    emit(0, { status: 'checking', moved: 0, total: 10 });
    expect(only().asked).toBeNull();
  });

  it('takes back what the vault will not do', async () => {
    const { store, emit, only } = setUp({ pause: () => Promise.reject(new AppError('internal', 'no')) });
    store.seal(chosen('a'));
    emit(0, moving(3));
    store.pause(only().id);
    await settled();
    expect(only().asked).toBeNull();
  });

  it('pauses and resumes all that can be, and leaves alone what is ending', () => {
    const { store, sent, emit } = setUp();
    store.seal(chosen('moving', 'finishing', 'failed', 'queued'));
    emit(0, moving(3));
    emit(1, { status: 'finishing' });
    emit(2, failure('throttled'));
    store.pauseAll();
    expect(sent('pause')).toHaveLength(2);
    store.resumeAll();
    expect(sent('resume')).toHaveLength(2);
  });

  it('guards the page while something would be lost, and the screen while something moves', () => {
    const { store, emit } = setUp();
    store.seal(chosen('a'));
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 0 });
    emit(0, { status: 'paused', moved: 0, total: null });
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 0 });
    emit(0, moving(3));
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 1 });
    emit(0, { status: 'waiting', reason: 'offline', moved: 3, total: 10, secondsLeft: null });
    expect(store.get()).toMatchObject({ atRisk: 1, busy: 0 });
    emit(0, { status: 'paused', moved: 3, total: 10 });
    expect(store.get()).toMatchObject({ atRisk: 0, busy: 0 });
    emit(0, failure('throttled', true));
    expect(store.get()).toMatchObject({ atRisk: 0, busy: 0, resumable: 1 });
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
