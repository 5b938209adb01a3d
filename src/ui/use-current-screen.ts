import { useSyncExternalStore } from 'react';
import { screenNames, type ScreenName } from './screen-names.ts';

/** The screen that the first part of the address names, whatever it asks of it after that; the files where it names none. */
export function useCurrentScreen(): ScreenName {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  const name = hash.replace(/^#\//u, '').replace(/[/?].*$/u, '');
  return screenNames.find((known) => known === name) ?? 'files';
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
