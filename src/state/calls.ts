import type { CallRecord, TracedTransfer } from '../trace/call-record.ts';
import type { CallsEvent } from '../vault/trace-contract.ts';
import { createListeners, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export interface CallsState {
  /** in the order they began */
  readonly calls: readonly CallRecord[];
  /** how many older ones made room for these */
  readonly dropped: number;
  /** those whose calls are kept, by id, in the order they began */
  readonly transfers: ReadonlyMap<string, TracedTransfer>;
}

export type CallsStore = ReadableStore<CallsState>;

export interface CallsParts {
  readonly vault: VaultLine;
  /** Calls that the page makes itself: those of sign-in. */
  readonly ownCalls: (listener: (call: CallRecord) => void) => void;
  /** calls kept */
  readonly limit?: number;
}

/** Calls that are kept: some megabytes at most, and more than a person reads. */
const callLimit = 5_000;

/** Every call of the session, the last ones where there were many. Lives as long as the session, through crashes of the vault. */
export function createCallsStore({ vault, ownCalls, limit = callLimit }: CallsParts): CallsStore {
  const calls = new Map<string, CallRecord>();
  const transfers = new Map<string, TracedTransfer>();
  const listeners = createListeners<[]>();
  let dropped = 0;
  let snapshot: CallsState | null = null;

  function put(news: readonly CallRecord[]): void {
    for (const call of news) {
      // One that was dropped while it was under way does not come back.
      if (!calls.has(call.id) && call.duration !== null && isOld(call)) continue;
      calls.set(call.id, call);
    }
    for (const id of calls.keys()) {
      if (calls.size <= limit) break;
      calls.delete(id);
      dropped += 1;
    }
    changed();
  }

  function isOld({ begun }: CallRecord): boolean {
    const [oldest] = calls.values();
    return dropped > 0 && oldest !== undefined && begun < oldest.begun;
  }

  function receive({ calls: news, transfers: begun }: CallsEvent): void {
    for (const transfer of begun) transfers.set(transfer.id, transfer);
    put(news);
  }

  function changed(): void {
    snapshot = null;
    listeners.call();
  }

  /** What the vault was asking when it died will not be told any more. */
  function cutOff(): void {
    for (const call of calls.values()) {
      if (call.duration !== null) continue;
      const duration = Math.max(0, performance.timeOrigin + performance.now() - call.begun);
      calls.set(call.id, { ...call, outcome: 'cancelled', duration });
    }
    changed();
  }

  function clear(): void {
    if (calls.size === 0 && transfers.size === 0) return;
    calls.clear();
    transfers.clear();
    dropped = 0;
    changed();
  }

  ownCalls((call) => put([call]));
  vault.subscribe((event) => {
    if (event.type === 'calls') receive(event);
  });
  vault.onClose((why) => (why === 'ended' ? clear() : cutOff()));

  return {
    get: () => (snapshot ??= snapshotOf(calls, transfers, dropped)),
    subscribe: listeners.add,
  };
}

function snapshotOf(
  calls: ReadonlyMap<string, CallRecord>,
  transfers: ReadonlyMap<string, TracedTransfer>,
  dropped: number,
): CallsState {
  const kept = [...calls.values()];
  const named = new Set(kept.map(({ transfer }) => transfer));
  return {
    calls: kept,
    dropped,
    transfers: new Map([...transfers].filter(([id]) => named.has(id))),
  };
}
