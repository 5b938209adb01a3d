import { describe, expect, it } from 'vitest';
import { createPreferencesStore } from './preferences.ts';

describe('createPreferencesStore()', () => {
  it('asks where to save unless told otherwise, and remembers that', () => {
    const kept = new Map<string, string>();
    const storage = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    });
    const first = createPreferencesStore(storage);
    expect(first.get()).toEqual({
      askWhere: true,
      storageEncryption: null,
      notifyEnd: false,
      thumbnails: false,
      language: null,
      look: 'system',
    });
    first.setAskWhere(false);
    first.setStorageEncryption('sse-kms');
    first.setThumbnails(true);
    first.setLanguage('de');
    first.setLook('dark');
    expect(createPreferencesStore(storage).get()).toEqual({
      askWhere: false,
      storageEncryption: 'sse-kms',
      notifyEnd: false,
      thumbnails: true,
      language: 'de',
      look: 'dark',
    });
    expect(kept).toEqual(
      new Map([
        ['sealdrop.ask-where', 'off'],
        ['sealdrop.storage-encryption', 'sse-kms'],
        ['sealdrop.thumbnails', 'on'],
        ['sealdrop.language', 'de'],
        ['sealdrop.look', 'dark'],
      ]),
    );
  });

  it('takes over that another tab turned thumbnails off', () => {
    let kept: string | null = 'on';
    const storage = () => ({
      getItem: () => kept,
      setItem: (_: string, value: string) => void (kept = value),
    });
    const [here, there] = [createPreferencesStore(storage), createPreferencesStore(storage)];
    there.setThumbnails(false);
    expect(here.get().thumbnails).toBe(true);
    here.rereadThumbnails();
    expect(here.get().thumbnails).toBe(false);
  });

  it('works where storage is closed to the page', () => {
    const store = createPreferencesStore(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    store.setAskWhere(false);
    expect(store.get()).toEqual({
      askWhere: false,
      storageEncryption: null,
      notifyEnd: false,
      thumbnails: false,
      language: null,
      look: 'system',
    });
  });
});
