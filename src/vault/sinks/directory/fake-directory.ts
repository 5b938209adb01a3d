import type { Bytes } from '../../../bytes/bytes.ts';
import { concatBytes } from '../../../bytes/bytes.ts';
import type { ChosenDirectory } from './directory.ts';

/** For tests: a folder on a disk, in memory. */
export interface FakeDirectory extends ChosenDirectory {
  readonly folders: Map<string, FakeDirectory>;
  readonly files: Map<string, string>;
  /** thrown by whatever is done with a file that is being written */
  fault: string | null;
}

export function createFakeDirectory(): FakeDirectory {
  const directory: FakeDirectory = {
    folders: new Map(),
    files: new Map(),
    fault: null,
    async getDirectoryHandle(name, { create }) {
      if (directory.files.has(name)) throw new DOMException('a file', 'TypeMismatchError');
      const found = directory.folders.get(name);
      if (found === undefined && !create) throw new DOMException('not there', 'NotFoundError');
      const made = found ?? createFakeDirectory();
      directory.folders.set(name, made);
      return made;
    },
    async getFileHandle(name, { create }) {
      if (directory.folders.has(name)) throw new DOMException('a folder', 'TypeMismatchError');
      if (!directory.files.has(name)) {
        if (!create) throw new DOMException('not there', 'NotFoundError');
        directory.files.set(name, '');
      }
      return fakeFile(directory, name);
    },
    async removeEntry(name) {
      if (!directory.files.delete(name)) throw new DOMException('not there', 'NotFoundError');
    },
    async *entries() {
      for (const name of directory.folders.keys()) yield [name, { kind: 'directory' }];
      for (const name of directory.files.keys()) yield [name, { kind: 'file' }];
    },
  };
  return directory;
}

function fakeFile(directory: FakeDirectory, name: string): FileSystemFileHandle {
  let copy: Bytes = new Uint8Array(0);
  const check = (): void => {
    if (directory.fault !== null) throw new DOMException('no', directory.fault);
  };
  const handle = {
    async getFile() {
      return new File([directory.files.get(name) ?? ''], name);
    },
    async createWritable() {
      check();
      return {
        async write(chunk: Bytes) {
          check();
          copy = concatBytes(copy, chunk);
        },
        async close() {
          check();
          directory.files.set(name, new TextDecoder().decode(copy));
        },
        async abort() {
          copy = new Uint8Array(0);
        },
      };
    },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the sink uses no more of it
  return handle as unknown as FileSystemFileHandle;
}
