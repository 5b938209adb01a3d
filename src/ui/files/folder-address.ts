import { useSyncExternalStore } from 'react';

const start = '#/files';

/** The address of a folder: `#/files/reports/2026/`, each name percent-encoded. */
export function addressOfFolder(path: string): string {
  return `${start}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * The folder that an address names; the top where it names none. An address is hostile text: a name that cannot be decoded is taken as it
 * stands, and what cannot be a folder is refused where it is listed.
 */
export function folderOfAddress(hash: string): string {
  if (!hash.startsWith(`${start}/`)) return '';
  const path = hash
    .slice(start.length + 1)
    .replace(/\?.*$/u, '')
    .split('/')
    .map(decoded)
    .join('/');
  return path === '' || path.endsWith('/') ? path : `${path}/`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The folder that the page's address names now. */
export function useFolder(): string {
  return folderOfAddress(useSyncExternalStore(onHashChange, () => location.hash));
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
