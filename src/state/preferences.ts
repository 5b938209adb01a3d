import { createStore, type ReadableStore } from './store.ts';

export interface Preferences {
  /** where the browser can save to a chosen place: whether it asks where large files go */
  readonly askWhere: boolean;
}

export interface PreferencesStore extends ReadableStore<Preferences> {
  readonly setAskWhere: (on: boolean) => void;
}

const askWhereKey = 'sealdrop.ask-where';

/** What the person settled for this browser. Where its storage is closed to the page, it lasts as long as the page. */
export function createPreferencesStore(
  storage: () => Pick<Storage, 'getItem' | 'setItem'>,
): PreferencesStore {
  const store = createStore<Preferences>({ askWhere: read() !== 'off' });

  function read(): string | null {
    try {
      return storage().getItem(askWhereKey);
    } catch {
      return null;
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    setAskWhere(on) {
      store.set({ askWhere: on });
      try {
        storage().setItem(askWhereKey, on ? 'on' : 'off');
      } catch {
        // It lasts as long as the page, then.
      }
    },
  };
}
