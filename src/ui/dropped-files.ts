import type { ChosenFile } from '../state/transfers.ts';

/** The part of a dragged item that only some browsers have. (WICG File System Access) */
interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

export interface Dropped {
  readonly files: Promise<readonly ChosenFile[]>;
  readonly folders: number;
}

/**
 * The files among dragged or pasted items, with their handles where the browser gives them: a later page goes on with those
 * without asking for the file. Items are readable only during the event, so everything is taken from them before it ends.
 */
export function droppedFiles(items: Iterable<DataTransferItem>): Dropped {
  const files: Promise<ChosenFile>[] = [];
  let folders = 0;
  for (const item of items) {
    if (item.kind !== 'file') continue;
    if (item.webkitGetAsEntry()?.isDirectory === true) {
      folders += 1;
      continue;
    }
    const handle = handleOf(item);
    const file = item.getAsFile();
    if (file !== null) files.push(handle.then((own) => ({ file, handle: own })));
  }
  return { files: Promise.all(files), folders };
}

/** A handle is a convenience: without one the file is sealed all the same. */
async function handleOf(item: DataTransferItem & HandleItem): Promise<FileSystemFileHandle | null> {
  try {
    const handle = (await item.getAsFileSystemHandle?.()) ?? null;
    return handle instanceof FileSystemFileHandle ? handle : null;
  } catch {
    return null;
  }
}
