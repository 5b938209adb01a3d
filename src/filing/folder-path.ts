import { AppError } from '../errors.ts';
import { objectName } from '../transfer/seal/object-name.ts';

/** A folder below a person's own prefix: empty for the top, else names that each end with a slash, `reports/2026/`. */
export type FolderPath = string;

/** Folders at the top that the app keeps its own objects in; they are not shown, so nothing of a person's may get into them. */
const reserved: ReadonlySet<string> = new Set(['key-bench', 'doctor']);

/**
 * What a page or an address named as a folder, checked: each of its names could be a stored name.
 * @throws AppError `name-invalid`, with `problem: 'reserved'` for what is the app's own
 */
export function parseFolderPath(path: string): FolderPath {
  if (path === '') return path;
  if (!path.endsWith('/')) {
    throw new AppError('name-invalid', 'a folder ends with a slash', { details: { problem: 'separator' } });
  }
  const names = path.slice(0, -1).split('/').map(objectName);
  if (names[0] !== undefined && reserved.has(names[0])) {
    throw new AppError('name-invalid', 'this folder is kept for the app itself', {
      details: { problem: 'reserved' },
    });
  }
  return `${names.join('/')}/`;
}

/** The last name of a folder; empty for the top. */
export function folderName(path: FolderPath): string {
  return path.slice(path.lastIndexOf('/', path.length - 2) + 1, -1);
}
