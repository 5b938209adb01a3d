import { describe, expect, it } from 'vitest';
import { someCall } from '../trace/call-fixture.ts';
import type { CallRecord } from '../trace/call-record.ts';
import { createCallsStore } from './calls.ts';
import { createFakeVault } from './fake-vault.ts';
import { createVaultLine } from './vault-line.ts';

const call = (id: string, over: Partial<CallRecord> = {}): CallRecord =>
  someCall({ id, begun: Number(id), ...over });

function setUp(limit = 3) {
  const vault = createFakeVault();
  const line = createVaultLine();
  line.connect(vault);
  const listeners: ((call: CallRecord) => void)[] = [];
  const store = createCallsStore({
    vault: line,
    ownCalls: (listener) => void listeners.push(listener),
    limit,
  });
  const tell = (...calls: CallRecord[]) => vault.emit({ type: 'calls', calls, transfers: [] });
  return {
    vault,
    line,
    store,
    tell,
    own: (one: CallRecord) => listeners.forEach((listener) => listener(one)),
  };
}

const ids = ({ calls }: { readonly calls: readonly CallRecord[] }) => calls.map(({ id }) => id);

describe('createCallsStore()', () => {
  it('keeps calls in their order, each as it was told last', () => {
    const { store, tell, own } = setUp();
    own(call('1', { service: 'sign-in', transfer: null }));
    tell(call('2', { duration: null, outcome: 'under-way' }), call('3'));
    tell(call('2'));
    expect(ids(store.get())).toEqual(['1', '2', '3']);
    expect(store.get().calls[1]?.outcome).toBe('succeeded');
    expect(store.get()).toBe(store.get());
  });

  it('drops the oldest, says how many, and does not take back one that ended afterwards', () => {
    const { store, tell } = setUp();
    tell(call('1', { duration: null, outcome: 'under-way' }), call('2'), call('3'), call('4'), call('5'));
    expect(ids(store.get())).toEqual(['3', '4', '5']);
    expect(store.get().dropped).toBe(2);
    tell(call('1'));
    expect(ids(store.get())).toEqual(['3', '4', '5']);
  });

  it('names the transfers of the calls that are kept', () => {
    const { store, vault } = setUp();
    const transfers = [
      { id: 'r1', kind: 'seal', name: 'a.pdf' },
      { id: 'r2', kind: 'open', name: 'b.pdf' },
    ] as const;
    vault.emit({ type: 'calls', calls: [call('1')], transfers });
    expect([...store.get().transfers.values()]).toEqual([transfers[0]]);
    vault.emit({ type: 'calls', calls: [call('2', { transfer: 'r2' })], transfers: [] });
    expect(store.get().transfers.size).toBe(2);
  });

  it('ends what was under way when the vault dies, and forgets everything when the session ends', () => {
    const { store, tell, vault, line } = setUp();
    tell(call('1', { duration: null, outcome: 'under-way' }));
    vault.emit({ type: 'crashed' });
    expect(store.get().calls[0]).toMatchObject({ outcome: 'cancelled' });
    expect(store.get().calls[0]?.duration).not.toBeNull();
    line.close('ended');
    expect(store.get()).toEqual({ calls: [], dropped: 0, transfers: new Map() });
  });
});
