import type { Bytes } from '../../bytes/bytes.ts';

/** What private files need of the origin private file system; a FileSystemDirectoryHandle in a worker is one. */
export interface PrivateFolder {
  getDirectoryHandle(name: string, options: { create: boolean }): Promise<PrivateFolder>;
  getFileHandle(name: string, options: { create: boolean }): Promise<PrivateFile>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

export interface PrivateFile {
  createSyncAccessHandle(): Promise<PrivateAccess>;
  getFile(): Promise<File>;
  /** of a closed file; not in every browser, nor in TypeScript's library */
  move?(to: PrivateFolder, name: string): Promise<void>;
}

/** One open file. No other thread can open it, or remove it, before it is closed. */
export interface PrivateAccess {
  write(chunk: Bytes, options: { at: number }): number;
  getSize(): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** Never throws: what is not there is removed, and what another tab holds, a later start tries again. */
export async function removeQuietly(folder: PrivateFolder, name: string): Promise<void> {
  try {
    await folder.removeEntry(name, { recursive: true });
  } catch {
    // as said above
  }
}

/** The names in a folder, read to the end before any of them is removed. */
export async function namesIn(folder: PrivateFolder): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}
