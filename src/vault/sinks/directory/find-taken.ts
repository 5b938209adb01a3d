import { foldedName } from '../../../filing/safe-name.ts';
import type { SafePath } from '../../opening-contract.ts';
import { onDirectory, type ChosenDirectory } from './directory.ts';

interface Branch {
  /** places in the list of paths, by folded name */
  readonly files: Map<string, number>;
  readonly folders: Map<string, Branch>;
}

/**
 * Which of these paths are taken in a chosen folder; names that differ in case only count as the same. Reads the folders that the paths go
 * through and no others.
 * @returns indexes of `paths`
 * @throws AppError `permission-lost`, `storage-unavailable`
 */
export async function findTaken(
  top: ChosenDirectory,
  paths: readonly SafePath[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const root = branch();
  paths.forEach((path, index) => {
    let at = root;
    for (const name of path.slice(0, -1)) {
      const folded = foldedName(name);
      const next = at.folders.get(folded) ?? branch();
      at.folders.set(folded, next);
      at = next;
    }
    at.files.set(foldedName(path.at(-1) ?? ''), index);
  });
  const taken = new Set<number>();
  const visit = async (folder: ChosenDirectory, wanted: Branch): Promise<void> => {
    for await (const [name, { kind }] of folder.entries()) {
      signal.throwIfAborted();
      const folded = foldedName(name);
      const index = wanted.files.get(folded);
      if (index !== undefined) taken.add(index);
      const deeper = wanted.folders.get(folded);
      if (deeper !== undefined && kind === 'directory')
        await visit(await folder.getDirectoryHandle(name, { create: false }), deeper);
    }
  };
  await onDirectory(() => visit(top, root));
  return taken;
}

function branch(): Branch {
  return { files: new Map(), folders: new Map() };
}
