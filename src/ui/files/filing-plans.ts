import type { Moves } from '../../state/filing.ts';
import type { Selection } from '../../state/openings.ts';
import type { Entry } from './entries.ts';

/** What a deletion of these lines is, for the vault. */
export function removalOf(entries: readonly Entry[]): {
  readonly keys: readonly string[];
  readonly folders: readonly string[];
} {
  return {
    keys: entries.flatMap((entry) => (entry.kind === 'file' ? [entry.file.key] : [])),
    folders: entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.folder.path] : [])),
  };
}

/** These lines go into another folder, under their own names. Empty where they lie there already. */
export function movesInto(entries: readonly Entry[], from: string, to: string): Moves {
  if (from === to) return { files: [], folders: [] };
  return {
    files: entries.flatMap((entry) =>
      entry.kind === 'file' ? [{ key: entry.file.key, to: `${to}${entry.name}` }] : [],
    ),
    folders: entries.flatMap((entry) =>
      entry.kind === 'folder' ? [{ from: entry.folder.path, to: `${to}${entry.name}/` }] : [],
    ),
  };
}

/** Whether these lines, which lie in `from`, can go into `to`: not where they are, nor a folder into itself. */
export function mayMoveInto(entries: readonly Entry[], from: string, to: string): boolean {
  if (entries.length === 0 || from === to) return false;
  return entries.every((entry) => entry.kind === 'file' || !to.startsWith(entry.folder.path));
}

/** One line stays where it is and gets another name. */
export function renaming(entry: Entry, folder: string, name: string): Moves {
  return entry.kind === 'file'
    ? { files: [{ key: entry.file.key, to: `${folder}${name}` }], folders: [] }
    : { files: [], folders: [{ from: entry.folder.path, to: `${folder}${name}/` }] };
}

/** Characters of a name before its extension, which usually stays. A folder has none. */
export function stemLength(entry: Entry): number {
  const dot = entry.name.lastIndexOf('.');
  return entry.kind === 'folder' || dot <= 0 ? entry.name.length : dot;
}

/** These lines, to be opened together. */
export function selectionOf(entries: readonly Entry[]): Selection {
  return {
    files: entries.flatMap((entry) => (entry.kind === 'file' ? [entry.file] : [])),
    folders: entries.flatMap((entry) => (entry.kind === 'folder' ? [entry.folder] : [])),
  };
}

/** What an archive of these lines is called: as the one thing it holds, else as the folder they lie in; null at the top. */
export function archiveName(entries: readonly Entry[], folder: string): string | null {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) return only.name;
  return folder === '' ? null : (folder.split('/').at(-2) ?? null);
}
