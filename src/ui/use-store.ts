import { useSyncExternalStore } from 'react';
import type { ReadableStore } from '../state/store.ts';

/** The store's state, and a new render when it changes. */
export function useStore<State>(store: ReadableStore<State>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}
