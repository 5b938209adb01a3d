import { AppError } from '../errors.ts';
import { objectName } from '../transfer/seal/object-name.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import { keysBelow } from './below.ts';
import { parseFolderPath } from './folder-path.ts';

/** One object that gets another key. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** A path of a file below the person's own prefix, checked. @throws AppError `name-invalid` */
function parseFilePath(path: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `${parseFolderPath(path.slice(0, slash))}${objectName(path.slice(slash))}`;
}

/**
 * Every object that a move is about. Folders are planned whole before the first object moves, so that what arrives in them meanwhile is not
 * moved twice.
 * @throws AppError `name-invalid`, also when a folder would be moved into itself; what the store throws
 */
export async function planMoves(
  store: Pick<ObjectStore, 'list'>,
  identityId: string,
  asked: {
    readonly files: readonly { readonly key: string; readonly to: string }[];
    readonly folders: readonly { readonly from: string; readonly to: string }[];
    readonly signal: AbortSignal;
  },
): Promise<readonly Move[]> {
  const top = `${identityId}/`;
  const moves = asked.files.map(({ key, to }) => {
    // A folder that is kept while it is empty is an object of its own.
    const path = key.endsWith('/') && to.endsWith('/') ? parseFolderPath(to) : parseFilePath(to);
    return { from: key, to: `${top}${path}` };
  });
  for (const { from, to } of asked.folders) {
    const [oldPrefix, newPrefix] = [`${top}${parseFolderPath(from)}`, `${top}${parseFolderPath(to)}`];
    if (from === '' || to === '' || newPrefix.startsWith(oldPrefix)) {
      if (from !== '' && oldPrefix === newPrefix) continue;
      throw new AppError('name-invalid', 'a folder cannot be moved into itself', {
        details: { problem: 'into-itself' },
      });
    }
    for await (const keys of keysBelow(store, oldPrefix, asked.signal)) {
      moves.push(...keys.map((key) => ({ from: key, to: `${newPrefix}${key.slice(oldPrefix.length)}` })));
    }
  }
  return moves;
}
