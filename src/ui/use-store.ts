import { useSyncExternalStore } from 'react';
import type { ReadableStore } from '../state/store.ts';

/** The store's state, and a new render when it changes. */
export function useStore<State>(store: ReadableStore<State>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One value of the store's state, and a new render when that value changes, whatever else does. */
export function useSelected<State, Value extends string | number | boolean | null>(
  store: ReadableStore<State>,
  select: (state: State) => Value,
): Value {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
