import type { ChosenFile } from '../../state/transfers.ts';

/** The part of a dragged item that only some browsers have. (WICG File System Access) */
interface HandleItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
}

/** What was dropped, pasted or chosen. Folders end with a slash. */
export type Found =
  | { readonly kind: 'file'; readonly chosen: ChosenFile }
  | { readonly kind: 'empty-folder'; readonly folder: string }
  /** the browser would not give it out: permission, a device that is gone, a name it cannot handle */
  | { readonly kind: 'unreadable'; readonly path: string };

/** An item while its event lasts. */
interface Root {
  readonly handle: Promise<FileSystemHandle | null>;
  readonly entry: FileSystemEntry | null;
  readonly file: File | null;
}

/**
 * Everything among dragged or pasted items, folders to their depths. Files come with their handles where the browser gives them: a later page
 * goes on with those without asking for the file. Items are readable only during the event, so this must be called, not awaited, before it ends.
 */
export function gather(items: Iterable<DataTransferItem>): AsyncGenerator<Found> {
  const roots: Root[] = [];
  for (const item of items) {
    if (item.kind !== 'file') continue;
    roots.push({ handle: handleOf(item), entry: item.webkitGetAsEntry(), file: item.getAsFile() });
  }
  return foundIn(roots);
}

/** A handle is a convenience: without one the file is sealed all the same. */
async function handleOf(item: DataTransferItem & HandleItem): Promise<FileSystemHandle | null> {
  try {
    return (await item.getAsFileSystemHandle?.()) ?? null;
  } catch {
    return null;
  }
}

async function* foundIn(roots: readonly Root[]): AsyncGenerator<Found> {
  for (const { handle: pending, entry, file } of roots) {
    const handle = await pending;
    if (entry?.isDirectory === true || handle?.kind === 'directory') {
      if (isDirectoryHandle(handle)) yield* inHandle(handle, `${handle.name}/`);
      else if (isDirectoryEntry(entry)) yield* inEntry(entry, `${entry.name}/`);
    } else if (file !== null) {
      yield { kind: 'file', chosen: { file, handle: isFileHandle(handle) ? handle : null, folder: '' } };
    }
  }
}

async function* inHandle(directory: FileSystemDirectoryHandle, folder: string): AsyncGenerator<Found> {
  let isEmpty = true;
  try {
    for await (const child of directory.values()) {
      isEmpty = false;
      if (isDirectoryHandle(child)) yield* inHandle(child, `${folder}${child.name}/`);
      else if (isFileHandle(child)) yield await fileOfHandle(child, folder);
    }
  } catch {
    yield { kind: 'unreadable', path: folder };
    return;
  }
  if (isEmpty) yield { kind: 'empty-folder', folder };
}

async function fileOfHandle(handle: FileSystemFileHandle, folder: string): Promise<Found> {
  try {
    return { kind: 'file', chosen: { file: await handle.getFile(), handle, folder } };
  } catch {
    return { kind: 'unreadable', path: `${folder}${handle.name}` };
  }
}

async function* inEntry(directory: FileSystemDirectoryEntry, folder: string): AsyncGenerator<Found> {
  const reader = directory.createReader();
  let isEmpty = true;
  for (;;) {
    let batch: readonly FileSystemEntry[];
    try {
      batch = await nextEntries(reader);
    } catch {
      yield { kind: 'unreadable', path: folder };
      return;
    }
    // A browser gives at most a hundred at a time, and nothing at the end.
    if (batch.length === 0) break;
    isEmpty = false;
    for (const child of batch) {
      if (isDirectoryEntry(child)) yield* inEntry(child, `${folder}${child.name}/`);
      else if (isFileEntry(child)) yield await fileOfEntry(child, folder);
    }
  }
  if (isEmpty) yield { kind: 'empty-folder', folder };
}

async function fileOfEntry(entry: FileSystemFileEntry, folder: string): Promise<Found> {
  try {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return { kind: 'file', chosen: { file, handle: null, folder } };
  } catch {
    return { kind: 'unreadable', path: `${folder}${entry.name}` };
  }
}

function nextEntries(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

function isDirectoryHandle(handle: FileSystemHandle | null): handle is FileSystemDirectoryHandle {
  return handle?.kind === 'directory';
}

function isFileHandle(handle: FileSystemHandle | null): handle is FileSystemFileHandle {
  return handle?.kind === 'file';
}

function isDirectoryEntry(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry?.isDirectory === true;
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** Files that were chosen by an input, with the folder they lie in where a folder was chosen (`webkitRelativePath`). */
export function chosenFiles(files: Iterable<File>): readonly Found[] {
  return Array.from(files, (file) => {
    const path = file.webkitRelativePath;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return { kind: 'file', chosen: { file, handle: null, folder } };
  });
}

/** The same things in portions of `size`, so that thousands are handed on a few times. */
export async function* inPortions(
  found: AsyncIterable<Found>,
  size: number,
): AsyncGenerator<readonly Found[]> {
  let portion: Found[] = [];
  for await (const one of found) {
    portion.push(one);
    if (portion.length < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
