import type { StoredFile, StoredFolder } from '../../state/files.ts';

/** A line of the list. `id` tells it apart from all others of its folder. */
export type Entry =
  | { readonly kind: 'folder'; readonly id: string; readonly name: string; readonly folder: StoredFolder }
  | { readonly kind: 'file'; readonly id: string; readonly name: string; readonly file: StoredFile };

export const sortKeys = ['name', 'size', 'date'] as const;
export type SortKey = (typeof sortKeys)[number];

export interface Arrangement {
  readonly by: SortKey;
  readonly descending: boolean;
  /** what names must contain, in any case; empty: all */
  readonly find: string;
}

export const usualArrangement: Arrangement = { by: 'name', descending: false, find: '' };

/**
 * The lines of a folder as they are shown: folders before files, both in the person's order. Numbers in names count as numbers. Folders have
 * neither size nor date, and stay in the order of their names.
 */
export function arrange(
  folders: readonly StoredFolder[],
  files: readonly StoredFile[],
  { by, descending, find }: Arrangement,
  locale: string,
): readonly Entry[] {
  const names = new Intl.Collator(locale, { numeric: true });
  const has = finder(find, locale);
  const direction = descending ? -1 : 1;
  const nameDirection = by === 'name' ? direction : 1;
  const shownFolders = folders
    .filter(({ name }) => has(name))
    .toSorted((left, right) => nameDirection * names.compare(left.name, right.name));
  const shownFiles = files
    .filter(({ name }) => has(name))
    .toSorted((left, right) => direction * comparisons[by](left, right, names));
  return [
    ...shownFolders.map((folder): Entry => ({ kind: 'folder', id: folder.path, name: folder.name, folder })),
    ...shownFiles.map((file): Entry => ({ kind: 'file', id: file.key, name: file.name, file })),
  ];
}

const comparisons: Readonly<
  Record<SortKey, (left: StoredFile, right: StoredFile, names: Intl.Collator) => number>
> = {
  name: (left, right, names) => names.compare(left.name, right.name),
  size: (left, right, names) => left.storedSize - right.storedSize || names.compare(left.name, right.name),
  date: (left, right, names) => moment(left) - moment(right) || names.compare(left.name, right.name),
};

function moment({ lastModified }: StoredFile): number {
  return lastModified === null ? 0 : Date.parse(lastModified);
}

/** Whether a name contains what is looked for; case does not count, nor how an accent is encoded. */
function finder(find: string, locale: string): (name: string) => boolean {
  const wanted = folded(find.trim(), locale);
  return wanted === '' ? () => true : (name) => folded(name, locale).includes(wanted);
}

/** The first line from `start` on, and around, whose name begins with what was typed; -1 where none does. */
export function findTyped(entries: readonly Entry[], typed: string, start: number, locale: string): number {
  const wanted = folded(typed, locale);
  for (let step = 0; step < entries.length; step++) {
    const index = (start + step) % entries.length;
    if (folded(entries[index]?.name ?? '', locale).startsWith(wanted)) return index;
  }
  return -1;
}

function folded(text: string, locale: string): string {
  return text.normalize('NFC').toLocaleLowerCase(locale);
}
