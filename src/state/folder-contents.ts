import type { FilePage, StoredFile, StoredFolder } from '../vault/filing-contract.ts';
import { compareKeys } from './key-order.ts';

/** What is known of one folder: what S3 listed, and what happened here since. A value; every change makes another. */
export interface FolderContents {
  readonly listed: Listed;
  /** sealed here, not yet in a listing; by key */
  readonly inserted: ReadonlyMap<string, StoredFile>;
  /** made here, or where a file was sealed into; by path */
  readonly made: ReadonlyMap<string, StoredFolder>;
}

interface Listed {
  readonly folders: readonly StoredFolder[];
  readonly files: readonly StoredFile[];
  /** where the next page begins; null at the end */
  readonly continuation: string | null;
}

export const noPages: Listed = { folders: [], files: [], continuation: null };
export const noContents: FolderContents = { listed: noPages, inserted: new Map(), made: new Map() };

export function withPage({ folders, files }: Listed, page: FilePage): Listed {
  return {
    folders: folders.length === 0 ? page.folders : [...folders, ...page.folders],
    files: files.length === 0 ? page.files : [...files, ...page.files],
    continuation: page.continuation,
  };
}

/**
 * What is shown after a new listing from the beginning. Takes out what was sealed here before it was asked for and is no longer stored.
 * @param known keys that were inserted when the listing was asked for
 */
export function relisted(
  contents: FolderContents,
  listed: Listed,
  known: { readonly keys: ReadonlySet<string>; readonly paths: ReadonlySet<string> },
): FolderContents {
  return {
    listed,
    inserted: new Map([...contents.inserted].filter(([key]) => !known.keys.has(key))),
    made: new Map([...contents.made].filter(([path]) => !known.paths.has(path))),
  };
}

/** In the order of their paths, which is S3's. */
export function foldersOf({ listed, made }: FolderContents): readonly StoredFolder[] {
  if (made.size === 0) return listed.folders;
  const byPath = new Map(made);
  for (const folder of listed.folders) byPath.set(folder.path, folder);
  return [...byPath.values()].toSorted((left, right) => compareKeys(left.path, right.path));
}

/** In the order of their keys, which is S3's. Listed files win over inserted ones of the same key. */
export function filesOf({ listed, inserted }: FolderContents): readonly StoredFile[] {
  if (inserted.size === 0) return listed.files;
  const byKey = new Map(inserted);
  for (const file of listed.files) byKey.set(file.key, file);
  return [...byKey.values()].toSorted((left, right) => compareKeys(left.key, right.key));
}
