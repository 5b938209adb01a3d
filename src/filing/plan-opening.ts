import { numberedName } from '../transfer/seal/object-name.ts';
import { foldedName, safeName } from './safe-name.ts';

/** A stored object that was chosen, by itself or with its folder. */
export interface ChosenObject {
  readonly key: string;
  /** bytes as stored */
  readonly size: number;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
  /** where the part of the key begins that says its place below what was chosen */
  readonly from: number;
}

/** A place below the folder or archive that things are opened into: its names, one below the other. */
export type SafePath = readonly string[];

export interface OpeningPlan {
  /** no two of them have the same place, also where case makes no difference */
  readonly files: readonly (Omit<ChosenObject, 'from'> & { readonly path: SafePath })[];
  /** folders that nothing is in */
  readonly emptyFolders: readonly SafePath[];
  /** names that cannot be taken as they are, with what they become; both as paths with slashes, `from` hostile text */
  readonly changed: readonly { readonly from: string; readonly to: string }[];
}

interface Folder {
  readonly path: SafePath;
  /** as stored */
  readonly origin: string;
  /** names that are taken, folded */
  readonly names: Set<string>;
  /** by their names as stored */
  readonly folders: Map<string, Folder>;
  isEmpty: boolean;
}

/**
 * Where each chosen object goes. Keys are hostile: each of their names is made safe by itself, so that no path leads out of the place it is
 * meant for; names that then are the same get numbers.
 */
export function planOpening(objects: Iterable<ChosenObject>, where: 'disk' | 'archive'): OpeningPlan {
  const files: OpeningPlan['files'][number][] = [];
  const changed: { from: string; to: string }[] = [];
  const top: Folder = folderAt([], '');

  const claim = (folder: Folder, name: string): SafePath => {
    const safe = freeName(folder.names, safeName(name, where));
    const path = [...folder.path, safe];
    if (safe !== name) changed.push({ from: `${folder.origin}${name}`, to: path.join('/') });
    return path;
  };
  const enter = (folder: Folder, name: string): Folder => {
    folder.isEmpty = false;
    const known = folder.folders.get(name);
    if (known !== undefined) return known;
    const made = folderAt(claim(folder, name), `${folder.origin}${name}/`);
    folder.folders.set(name, made);
    return made;
  };

  for (const { key, size, lastModified, from } of objects) {
    const names = key.slice(from).split('/');
    const last = names.pop() ?? '';
    const folder = names.reduce(enter, top);
    // An object of no bytes whose key is a folder only keeps the folder.
    if (last === '' && size === 0 && names.length > 0) continue;
    folder.isEmpty = false;
    files.push({ key, size, lastModified, path: claim(folder, last) });
  }
  return { files, emptyFolders: [...emptyBelow(top)].filter((path) => path.length > 0), changed };
}

function folderAt(path: SafePath, origin: string): Folder {
  return { path, origin, names: new Set(), folders: new Map(), isEmpty: true };
}

function freeName(taken: Set<string>, name: string): string {
  for (let copy = 1; ; copy++) {
    const numbered = numberedName(name, copy);
    const folded = foldedName(numbered);
    if (taken.has(folded)) continue;
    taken.add(folded);
    return numbered;
  }
}

function* emptyBelow(folder: Folder): Generator<SafePath> {
  if (folder.isEmpty) yield folder.path;
  for (const one of folder.folders.values()) yield* emptyBelow(one);
}
