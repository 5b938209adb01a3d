import { AppError, type ErrorData } from '../errors.ts';
import type { CountPlace, StoredSum } from '../vault/filing-contract.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export type { StoredSum };

export type StorageUseState =
  | { readonly status: 'idle' }
  /** page after page */
  | { readonly status: 'counting'; readonly sum: StoredSum }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | {
      readonly status: 'done';
      readonly sum: StoredSum;
      /** milliseconds since 1970 */
      readonly countedAt: number;
      /** something was stored, deleted or moved here while it was counted, or since */
      readonly isStale: boolean;
    };

/** How much is stored, all folders together: counted when somebody asks, and known until something changes. No method throws. */
export interface StorageUse extends ReadableStore<StorageUseState> {
  /** Counts, unless what is known still holds. */
  readonly begin: () => void;
  readonly stop: () => void;
  /** Something that is stored changed here. */
  readonly changed: () => void;
}

const nothing = { count: 0, bytes: 0 };

export function createStorageUse(parts: {
  readonly vault: VaultLine;
  /** milliseconds since 1970 */
  readonly now: () => number;
}): StorageUse {
  const { vault, now } = parts;
  const store = createStore<StorageUseState>({ status: 'idle' });
  /** counts up with every count, and when it is stopped: answers to older ones are dropped */
  let epoch = 0;
  let isStale = false;

  async function count(): Promise<void> {
    const begun = ++epoch;
    isStale = false;
    let sum: StoredSum = { files: nothing, kept: nothing, former: nothing };
    let after: CountPlace | null = null;
    store.set({ status: 'counting', sum });
    try {
      do {
        const page: { readonly sum: StoredSum; readonly next: CountPlace | null } = await vault.send(
          'countStored',
          { after },
        );
        if (begun !== epoch) return;
        sum = added(sum, page.sum);
        after = page.next;
        store.set({ status: 'counting', sum });
      } while (after !== null);
      store.set({ status: 'done', sum, countedAt: now(), isStale });
    } catch (thrown) {
      if (begun === epoch) store.set({ status: 'failed', error: AppError.from(thrown).toData() });
    }
  }

  function changed(): void {
    isStale = true;
    const state = store.get();
    if (state.status === 'done') store.set({ ...state, isStale });
  }

  function stop(): void {
    if (store.get().status !== 'counting') return;
    epoch += 1;
    store.set({ status: 'idle' });
  }

  vault.subscribe((event) => {
    if (event.type !== 'transfer') return;
    const { kind, phase } = event.snapshot;
    if (kind === 'seal' && phase.status === 'done') changed();
  });
  vault.onClose((why) => {
    if (why === 'crashed') return;
    epoch += 1;
    store.set({ status: 'idle' });
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    begin() {
      const state = store.get();
      if (state.status === 'counting' || (state.status === 'done' && !state.isStale)) return;
      void count();
    },
    stop,
    changed,
  };
}

function added(left: StoredSum, right: StoredSum): StoredSum {
  return {
    files: plus(left.files, right.files),
    kept: plus(left.kept, right.kept),
    former: left.former === null || right.former === null ? null : plus(left.former, right.former),
  };
}

function plus(left: typeof nothing, right: typeof nothing): typeof nothing {
  return { count: left.count + right.count, bytes: left.bytes + right.bytes };
}
