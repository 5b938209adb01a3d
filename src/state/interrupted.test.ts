import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { InterruptedTransfer, LeftoverUpload, TransferPhase } from '../vault/contract.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createInterruptedStore } from './interrupted.ts';
import { createTransfersStore } from './transfers.ts';
import { createVaultLine } from './vault-line.ts';

const sealing: InterruptedTransfer = {
  record: 'r1',
  kind: 'seal',
  name: 'a.txt',
  key: 'k/a.txt',
  size: 5,
  moved: 3,
  createdAt: 1000,
  handle: null,
  inOtherTab: false,
};
const opening: InterruptedTransfer = { ...sealing, record: 'r2', kind: 'open', createdAt: 2000 };
const leftover: LeftoverUpload = { key: 'k/b', name: 'b', uploadId: 'u1', initiated: null };
const five = new File(['12345'], 'a.txt');

/** A handle as the browser keeps it: a file, and a person who says yes or no. */
function handleOf(file: File | null, permission: PermissionState): FileSystemFileHandle {
  const handle = {
    kind: 'file',
    async queryPermission() {
      return permission === 'granted' ? permission : 'prompt';
    },
    async requestPermission() {
      return permission;
    },
    async getFile() {
      if (file === null) throw new DOMException('gone', 'NotFoundError');
      return file;
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the part of a handle that is used
  return handle as Partial<FileSystemFileHandle> as FileSystemFileHandle;
}

async function setUp(
  found: InterruptedTransfer[],
  answers: Partial<Answers> = {},
  uploads: LeftoverUpload[] = [],
) {
  const records = { found, uploads };
  const vault = createFakeVault({
    interrupted: async () => ({ transfers: records.found }),
    leftovers: async () => ({ uploads: records.uploads }),
    ...answers,
  });
  const line = createVaultLine();
  const transfers = createTransfersStore({
    vault: line,
    chooseTarget: async () => ({ kind: 'private-file' }),
    chooseStorage: () => 'bucket-default',
    save: () => undefined,
    later: (run) => run(),
  });
  const planned: (() => void)[] = [];
  const store = createInterruptedStore({
    vault: line,
    transfers,
    later: (run) => planned.push(run),
    wait: () => new Promise(() => undefined),
  });
  line.connect(vault);
  line.ready();
  await settled();
  const row = (record: string) => store.get().transfers.find((shown) => shown.record === record);
  const sent = (command: string) => vault.asked.filter((call) => call.command === command);
  const move = (phase: TransferPhase) => {
    const input = sent('seal').at(-1)?.input;
    if (typeof input !== 'object' || input === null || !('id' in input)) throw new Error('nothing is sealed');
    const snapshot = { id: String(input.id), kind: 'seal', name: 'a.txt', key: null, phase } as const;
    vault.emit({ type: 'transfer', snapshot });
  };
  return { vault, line, transfers, store, planned, records, row, sent, move };
}

describe('createInterruptedStore()', () => {
  it('lists what earlier pages left, the latest first, once the vault is there', async () => {
    const { store } = await setUp([sealing, opening], {}, [leftover]);
    expect(store.get().transfers.map(({ record }) => record)).toEqual(['r2', 'r1']);
    expect(store.get().leftovers).toMatchObject([{ uploadId: 'u1', working: false, problem: null }]);
  });

  it('lists again when the records changed, once for many changes', async () => {
    const { vault, store, planned, records } = await setUp([sealing]);
    records.found = [];
    vault.emit({ type: 'records-changed' });
    vault.emit({ type: 'records-changed' });
    expect(planned).toHaveLength(1);
    planned[0]?.();
    await settled();
    expect(store.get().transfers).toEqual([]);
  });

  it('shows what it can when one of the listings is refused', async () => {
    const { store } = await setUp([sealing], {
      leftovers: () => Promise.reject(new AppError('store-denied', 'no')),
    });
    expect(store.get().transfers).toHaveLength(1);
  });

  it('forgets all when the session ends, also after a crash', async () => {
    const { store, line } = await setUp([sealing], {}, [leftover]);
    line.close('crashed');
    expect(store.get().transfers).toHaveLength(1);
    line.close('ended');
    expect(store.get()).toEqual({ transfers: [], leftovers: [] });
  });

  it('seals on with a file chosen again, and leaves the row to the transfers', async () => {
    const { store, transfers, row, sent } = await setUp([sealing]);
    expect(row('r1')).toMatchObject({ needsFile: true });
    store.resume('r1');
    await settled();
    expect(sent('seal')).toEqual([]);
    store.resumeWith('r1', five);
    await settled();
    expect(sent('seal')).toMatchObject([{ input: { record: 'r1', file: five, handle: null } }]);
    expect(row('r1')).toBeUndefined();
    expect(transfers.find('r1')).toBeDefined();
  });

  it('refuses a file of another size at once', async () => {
    const { store, row, sent } = await setUp([sealing]);
    store.resumeWith('r1', new File(['1234'], 'a.txt'));
    await settled();
    expect(sent('seal')).toEqual([]);
    expect(row('r1')).toMatchObject({ working: false, needsFile: true, problem: { code: 'wrong-file' } });
  });

  it('takes the row back when the vault finds the file to be another one', async () => {
    const { store, transfers, row, move } = await setUp([sealing]);
    store.resumeWith('r1', five);
    await settled();
    move({ status: 'checking', moved: 0, total: 5 });
    move({
      status: 'failed',
      error: { code: 'wrong-file', message: '', details: {} },
      resumable: true,
    });
    expect(transfers.find('r1')).toBeUndefined();
    expect(row('r1')).toMatchObject({ needsFile: true, problem: { code: 'wrong-file' } });
  });

  it('leaves other failures to the transfers', async () => {
    const { store, transfers, row, move } = await setUp([sealing]);
    store.resumeWith('r1', five);
    await settled();
    move({ status: 'moving', moved: 4, total: 5, rate: null, secondsLeft: null });
    move({ status: 'failed', error: { code: 'throttled', message: '', details: {} }, resumable: true });
    expect(transfers.find('r1')?.phase.status).toBe('failed');
    expect(row('r1')).toBeUndefined();
  });

  it('seals on by its handle when the person allows it', async () => {
    const handle = handleOf(five, 'granted');
    const { store, row, sent } = await setUp([{ ...sealing, handle }]);
    expect(row('r1')).toMatchObject({ needsFile: false });
    store.resume('r1');
    await settled();
    expect(sent('seal')).toMatchObject([{ input: { record: 'r1', file: five, handle } }]);
  });

  it('can be asked again when the person did not allow it, and wants the file when it is gone', async () => {
    const denied = { ...sealing, handle: handleOf(five, 'denied') };
    const gone = { ...sealing, record: 'r3', handle: handleOf(null, 'granted') };
    const { store, row, sent } = await setUp([denied, gone]);
    store.resume('r1');
    store.resume('r3');
    await settled();
    expect(sent('seal')).toEqual([]);
    expect(row('r1')).toMatchObject({ needsFile: false, problem: { code: 'permission-lost' } });
    expect(row('r3')).toMatchObject({ needsFile: true, problem: { code: 'file-unreadable' } });
  });

  it('opens on into private storage, or into the picked file', async () => {
    const handle = handleOf(null, 'granted');
    const { store, sent } = await setUp([opening, { ...opening, record: 'r3', handle }]);
    store.resume('r2');
    store.resume('r3');
    await settled();
    expect(sent('open')).toMatchObject([
      { input: { record: 'r2', key: 'k/a.txt', target: { kind: 'private-file' } } },
      { input: { record: 'r3', target: { kind: 'picked-file', handle } } },
    ]);
  });

  it('goes on with all that ask nothing', async () => {
    const { store, sent } = await setUp([
      sealing,
      opening,
      { ...sealing, record: 'granted', handle: handleOf(five, 'granted') },
      { ...sealing, record: 'prompt', handle: handleOf(five, 'denied') },
      { ...opening, record: 'elsewhere', inOtherTab: true },
    ]);
    store.resumeAll();
    await settled();
    expect(sent('seal')).toMatchObject([{ input: { record: 'granted' } }]);
    expect(sent('open')).toMatchObject([{ input: { record: 'r2' } }]);
  });

  it('leaves alone what another tab works on', async () => {
    const { store, sent } = await setUp([{ ...sealing, inOtherTab: true }]);
    store.resumeWith('r1', five);
    store.discard('r1');
    await store.discardAll();
    expect([...sent('seal'), ...sent('discard')]).toEqual([]);
  });

  it('discards, and says why when it could not', async () => {
    const { store, row } = await setUp([sealing, opening], {
      async discard({ record }) {
        if (record === 'r2') throw new AppError('in-other-tab', 'busy');
        return null;
      },
    });
    store.discard('r1');
    store.discard('r2');
    expect(row('r1')).toMatchObject({ working: true });
    await settled();
    expect(row('r1')).toBeUndefined();
    expect(row('r2')).toMatchObject({ working: false, problem: { code: 'in-other-tab' } });
  });

  it('removes a leftover', async () => {
    const { store, sent } = await setUp([], {}, [leftover]);
    store.removeLeftover('u1');
    await settled();
    expect(sent('removeLeftover')).toMatchObject([{ input: { key: 'k/b', uploadId: 'u1' } }]);
    expect(store.get().leftovers).toEqual([]);
  });

  it('gives up all before the person signs out, whatever becomes of each', async () => {
    const { store, sent } = await setUp([sealing, opening], {
      discard: () => Promise.reject(new AppError('offline', 'no')),
    });
    await store.discardAll();
    expect(sent('discard')).toHaveLength(2);
  });
});
