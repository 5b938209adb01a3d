import { createStore, type ReadableStore } from './store.ts';

export interface Preferences {
  /** where the browser can save to a chosen place: whether it asks where large files go */
  readonly askWhere: boolean;
  /** what the store's own encryption should be for new uploads, as it was written down; null: nothing was chosen. Only one that is offered counts. */
  readonly storageEncryption: string | null;
  /** a notice of the system tells of the end of all transfers */
  readonly notifyEnd: boolean;
  /** pictures are shown small in the list */
  readonly thumbnails: boolean;
  /** the language to speak, as it was written down; null: none was chosen, and the browser's are followed */
  readonly language: string | null;
  /** light or dark, or as the system has it */
  readonly look: Look;
}

export const looks = ['system', 'light', 'dark'] as const;
export type Look = (typeof looks)[number];

export interface PreferencesStore extends ReadableStore<Preferences> {
  readonly setAskWhere: (on: boolean) => void;
  readonly setStorageEncryption: (kind: string) => void;
  readonly setNotifyEnd: (on: boolean) => void;
  readonly setThumbnails: (on: boolean) => void;
  /** Takes over what another tab settled: what it turned off is not gone on with here. */
  readonly rereadThumbnails: () => void;
  readonly setLanguage: (language: string) => void;
  readonly setLook: (look: Look) => void;
}

const askWhereKey = 'sealdrop.ask-where';
const notifyEndKey = 'sealdrop.notify-end';
const storageEncryptionKey = 'sealdrop.storage-encryption';
const thumbnailsKey = 'sealdrop.thumbnails';
const languageKey = 'sealdrop.language';
const lookKey = 'sealdrop.look';

/** What the person settled for this browser. Where its storage is closed to the page, it lasts as long as the page. */
export function createPreferencesStore(
  storage: () => Pick<Storage, 'getItem' | 'setItem'>,
): PreferencesStore {
  const store = createStore<Preferences>({
    askWhere: read(askWhereKey) !== 'off',
    storageEncryption: read(storageEncryptionKey),
    notifyEnd: read(notifyEndKey) === 'on',
    thumbnails: read(thumbnailsKey) === 'on',
    language: read(languageKey),
    look: looks.find((look) => look === read(lookKey)) ?? 'system',
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
    setNotifyEnd: (on) => change({ notifyEnd: on }, notifyEndKey, on ? 'on' : 'off'),
    setThumbnails: (on) => change({ thumbnails: on }, thumbnailsKey, on ? 'on' : 'off'),
    rereadThumbnails() {
      const thumbnails = read(thumbnailsKey) === 'on';
      if (thumbnails !== store.get().thumbnails) store.set({ ...store.get(), thumbnails });
    },
    setStorageEncryption: (kind) => change({ storageEncryption: kind }, storageEncryptionKey, kind),
    setLanguage: (language) => change({ language }, languageKey, language),
    setLook: (look) => change({ look }, lookKey, look),
  };
}
