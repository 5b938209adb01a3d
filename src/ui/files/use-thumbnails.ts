import { useEffect, useState } from 'react';
import type { StoredFile } from '../../state/files.ts';
import type { PreferencesStore } from '../../state/preferences.ts';
import type { AppServices } from '../app-services.ts';
import { useStore } from '../use-store.ts';
import type { ListThumbnails } from './thumbnails/make-thumbnails.ts';

/** Bytes as stored; a little more than the largest picture that is opened, which is sealed. */
const sizeLimit = 17 * 1024 * 1024;

/** Whether a file may be a picture: its name is only a hint that saves requests, and what its bytes say counts. */
export function mayBePicture({ name, storedSize }: StoredFile): boolean {
  return storedSize <= sizeLimit && /\.(?:png|jpe?g|gif|webp|avif)$/iu.test(name);
}

/** `thumbnails`: null until they are loaded; where they cannot be, the list stays as it is. */
export function useThumbnails(
  preferences: PreferencesStore,
  load: AppServices['thumbnails'],
): { readonly isOn: boolean; readonly thumbnails: ListThumbnails | null } {
  const { thumbnails: isOn } = useStore(preferences);
  const [thumbnails, setThumbnails] = useState<ListThumbnails | null>(null);
  useEffect(() => {
    if (isOn) load().then(setThumbnails, () => {});
  }, [isOn, load]);
  return { isOn, thumbnails: isOn ? thumbnails : null };
}
