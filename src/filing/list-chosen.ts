import type { ObjectStore } from '../transfer/store-port.ts';
import { objectsBelow } from './below.ts';
import { parseFolderPath } from './folder-path.ts';
import type { ChosenObject } from './plan-opening.ts';

/**
 * What was chosen, folders with all that is in them.
 * @param chosen.folders paths below the person's own prefix, as `StoredFolder` has them
 * @throws AppError `name-invalid` for what is no folder, and what the store throws
 */
export async function listChosen(
  { store, identityId }: { readonly store: Pick<ObjectStore, 'list'>; readonly identityId: string },
  chosen: {
    readonly files: readonly Omit<ChosenObject, 'from'>[];
    readonly folders: readonly string[];
  },
  signal: AbortSignal,
): Promise<readonly ChosenObject[]> {
  const found: ChosenObject[] = chosen.files.map((file) => ({
    ...file,
    from: file.key.lastIndexOf('/') + 1,
  }));
  for (const folder of chosen.folders) {
    const prefix = `${identityId}/${parseFolderPath(folder)}`;
    // The folder's own name is part of the places: what is below it stays together.
    const from = prefix.lastIndexOf('/', prefix.length - 2) + 1;
    for await (const page of objectsBelow(store, prefix, signal))
      for (const { key, size, lastModified } of page) found.push({ key, size, lastModified, from });
  }
  return found;
}
