import { createStore, type ReadableStore } from './store.ts';

export interface Preferences {
  /** where the browser can save to a chosen place: whether it asks where large files go */
  readonly askWhere: boolean;
  /** what the store's own encryption should be for new uploads, as it was written down; null: nothing was chosen. Only one that is offered counts. */
  readonly storageEncryption: string | null;
}

export interface PreferencesStore extends ReadableStore<Preferences> {
  readonly setAskWhere: (on: boolean) => void;
  readonly setStorageEncryption: (kind: string) => void;
}

const askWhereKey = 'sealdrop.ask-where';
const storageEncryptionKey = 'sealdrop.storage-encryption';

/** What the person settled for this browser. Where its storage is closed to the page, it lasts as long as the page. */
export function createPreferencesStore(
  storage: () => Pick<Storage, 'getItem' | 'setItem'>,
): PreferencesStore {
  const store = createStore<Preferences>({
    askWhere: read(askWhereKey) !== 'off',
    storageEncryption: read(storageEncryptionKey),
  });

  function read(key: string): string | null {
    try {
      return storage().getItem(key);
    } catch {
      return null;
    }
  }

  function change(next: Partial<Preferences>, key: string, value: string): void {
    store.set({ ...store.get(), ...next });
    try {
      storage().setItem(key, value);
    } catch {
      // It lasts as long as the page, then.
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    setAskWhere: (on) => change({ askWhere: on }, askWhereKey, on ? 'on' : 'off'),
    setStorageEncryption: (kind) => change({ storageEncryption: kind }, storageEncryptionKey, kind),
  };
}
