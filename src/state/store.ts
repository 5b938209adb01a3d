/** A value that changes, and whoever wants to know. `get()` answers the same object until it changed. */
export interface ReadableStore<State> {
  readonly get: () => State;
  /** Returns the function that stops listening. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Store<State> extends ReadableStore<State> {
  /** The same state again notifies nobody. */
  readonly set: (next: State) => void;
}

export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = createListeners<[]>();
  return {
    get: () => state,
    subscribe: listeners.add,
    set(next) {
      if (Object.is(next, state)) return;
      state = next;
      listeners.call();
    },
  };
}

export interface Listeners<Args extends readonly unknown[]> {
  readonly add: (listener: (...args: Args) => void) => () => void;
  readonly call: (...args: Args) => void;
}

/** Calls those who listened when the call began, in the order they came. The same function may listen twice. */
export function createListeners<Args extends readonly unknown[]>(): Listeners<Args> {
  const entries = new Set<{ readonly listener: (...args: Args) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    call(...args) {
      for (const entry of Array.from(entries)) if (entries.has(entry)) entry.listener(...args);
    },
  };
}
