import { useSyncExternalStore } from 'react';

const narrow = '(width < 40rem)';

/** Bytes a row: 16, and 8 where there is no room for more. */
export function useColumns(): 8 | 16 {
  return useSyncExternalStore(onChange, () => (window.matchMedia(narrow).matches ? 8 : 16));
}

function onChange(listener: () => void): () => void {
  const query = window.matchMedia(narrow);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
