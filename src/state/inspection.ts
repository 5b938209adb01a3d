import { AppError, type ErrorData } from '../errors.ts';
import type { Inspection } from '../inspect/inspection.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export type InspectionEntry =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly inspection: Inspection }
  | { readonly status: 'failed'; readonly error: ErrorData };

/** By key of the stored file. */
export type InspectionState = ReadonlyMap<string, InspectionEntry>;

export interface InspectionStore extends ReadableStore<InspectionState> {
  /** Inspects, or inspects again; an answer to an earlier question is dropped. */
  inspect(key: string): void;
  forget(key: string): void;
}

const asTarget = (key: string) => ({ target: { kind: 'stored', key }, edits: [] }) as const;

export function createInspectionStore({ vault }: { readonly vault: VaultLine }): InspectionStore {
  const store = createStore<InspectionState>(new Map());

  function put(key: string, entry: InspectionEntry): void {
    store.set(new Map(store.get()).set(key, entry));
  }

  async function ask(key: string, asked: InspectionEntry): Promise<void> {
    let answer: InspectionEntry;
    try {
      answer = { status: 'ready', inspection: await vault.send('inspect', asTarget(key)) };
    } catch (thrown) {
      answer = { status: 'failed', error: AppError.from(thrown).toData() };
    }
    if (store.get().get(key) === asked) put(key, answer);
  }

  vault.onClose((why) => {
    if (why === 'ended') store.set(new Map());
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    inspect(key) {
      const asked: InspectionEntry = { status: 'loading' };
      put(key, asked);
      void ask(key, asked);
    },
    forget(key) {
      const entries = new Map(store.get());
      if (entries.delete(key)) store.set(entries);
    },
  };
}
