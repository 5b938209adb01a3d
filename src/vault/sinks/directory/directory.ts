import { isSafeName } from '../../../filing/safe-name.ts';
import { AppError } from '../../../errors.ts';
import type { SafePath } from '../../opening-contract.ts';
import { fileError } from '../picked-file-sink.ts';

/** What is needed of a folder the person chose; a FileSystemDirectoryHandle is one. */
export interface ChosenDirectory {
  getDirectoryHandle(name: string, options: { create: boolean }): Promise<ChosenDirectory>;
  getFileHandle(name: string, options: { create: boolean }): Promise<FileSystemFileHandle>;
  removeEntry(name: string): Promise<void>;
  entries(): AsyncIterable<[string, { readonly kind: 'file' | 'directory' }]>;
}

/** No name that is not safe gets as far as the file system. @throws AppError `internal` for a path that no plan made */
export function assertSafe(path: SafePath): void {
  if (path.every(isSafeName)) return;
  throw new AppError('internal', 'a path that was not made safe');
}

/**
 * The folder of a path, made where it is missing.
 * @throws AppError `permission-lost`, `disk-full`, `storage-unavailable`; `internal` for a path that no plan made
 */
export async function enterFolder(top: ChosenDirectory, path: SafePath): Promise<ChosenDirectory> {
  assertSafe(path);
  return onDirectory(async () => {
    let folder = top;
    for (const name of path) folder = await folder.getDirectoryHandle(name, { create: true });
    return folder;
  });
}

/** Acts on a chosen folder, with failures by our names. */
export async function onDirectory<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw fileError(thrown);
  }
}
