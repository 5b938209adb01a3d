import { describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '../bytes/bytes.ts';
import {
  createDiskStaging,
  removeDeadSessions,
  stagedFilesKept,
  type StagingDirectory,
  type StagingFile,
} from './staging.ts';

interface FakeDisk extends StagingDirectory {
  readonly folders: Map<string, FakeDisk>;
  readonly files: Map<string, Bytes>;
  open: number;
  write: (chunk: Bytes) => number;
}

const missing = () => new DOMException('not there', 'NotFoundError');

/** A folder of the origin private file system, in memory. */
function fakeDisk(): FakeDisk {
  const disk: FakeDisk = {
    folders: new Map(),
    files: new Map(),
    open: 0,
    write: (chunk) => chunk.length,
    async getDirectoryHandle(name, { create }) {
      const found = disk.folders.get(name);
      if (found) return found;
      if (!create) throw missing();
      const made = fakeDisk();
      made.write = (chunk) => disk.write(chunk);
      disk.folders.set(name, made);
      return made;
    },
    async getFileHandle(name): Promise<StagingFile> {
      disk.files.set(name, new Uint8Array(0));
      return {
        createSyncAccessHandle: async () => {
          disk.open += 1;
          return {
            write(chunk, { at }) {
              const written = disk.write(chunk);
              const before = disk.files.get(name) ?? new Uint8Array(0);
              disk.files.set(name, concatBytes(before.subarray(0, at), chunk.subarray(0, written)));
              return written;
            },
            flush: () => {},
            close: () => void (disk.open -= 1),
          };
        },
        getFile: async () => new File([disk.files.get(name) ?? new Uint8Array(0)], name),
      };
    },
    async removeEntry(name) {
      if (!disk.folders.delete(name) && !disk.files.delete(name)) throw missing();
    },
    async *keys() {
      yield* disk.folders.keys();
      yield* disk.files.keys();
    },
  };
  return disk;
}

function stagingOn(sessions: FakeDisk, room: number | null = null) {
  const staging = createDiskStaging({ sessions, session: 'mine', roomLeft: () => Promise.resolve(room) });
  return { staging, folder: () => sessions.folders.get('mine') };
}

describe('createDiskStaging()', () => {
  it('keeps what was written, in order, under a name that tells nothing', async () => {
    const { staging, folder } = stagingOn(fakeDisk());
    const sink = await staging.createSink('secret plans.pdf', 5);
    await sink.write(Uint8Array.of(1, 2, 3));
    await sink.write(Uint8Array.of(4, 5));
    const file = await sink.commit();
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([1, 2, 3, 4, 5]);
    expect([...(folder()?.files.keys() ?? [])].join()).not.toContain('secret');
    expect(folder()?.open).toBe(0);
  });

  it('leaves nothing of a discarded file', async () => {
    const { staging, folder } = stagingOn(fakeDisk());
    const sink = await staging.createSink('a', 3);
    await sink.write(Uint8Array.of(1, 2, 3));
    await sink.discard();
    expect(folder()).toMatchObject({ open: 0, files: new Map() });
  });

  it('says disk-full beforehand, on a short write, and when the quota ends', async () => {
    const small = stagingOn(fakeDisk(), 10);
    await expect(small.staging.createSink('a', 11)).rejects.toMatchObject({ code: 'disk-full' });
    const disk = fakeDisk();
    const { staging } = stagingOn(disk);
    const sink = await staging.createSink('a', 3);
    disk.write = () => 1;
    await expect(sink.write(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'disk-full' });
    disk.write = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await expect(sink.write(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'disk-full' });
    disk.write = () => {
      throw new DOMException('closed', 'InvalidStateError');
    };
    await expect(sink.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'storage-unavailable' });
    await sink.discard();
  });

  it('refuses a file that is not as long on disk as it was written', async () => {
    const { staging, folder } = stagingOn(fakeDisk());
    const sink = await staging.createSink('a', 3);
    await sink.write(Uint8Array.of(1, 2, 3));
    for (const name of folder()?.files.keys() ?? []) folder()?.files.set(name, Uint8Array.of(1));
    await expect(sink.commit()).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('removes the oldest of very many opened files', async () => {
    const { staging, folder } = stagingOn(fakeDisk());
    const names: string[] = [];
    for (let count = 0; count < stagedFilesKept + 2; count++) {
      const sink = await staging.createSink('a', 0);
      names.push((await sink.commit()).name);
    }
    expect([...(folder()?.files.keys() ?? [])]).toEqual(names.slice(2));
  });

  it('removes all of its own when forgotten, and only its own', async () => {
    const sessions = fakeDisk();
    const { staging, folder } = stagingOn(sessions);
    await sessions.getDirectoryHandle('other', { create: true });
    await (await staging.createSink('a', 0)).commit();
    expect(folder()).toBeDefined();
    await staging.forget();
    expect([...sessions.folders.keys()]).toEqual(['other']);
    await staging.forget();
  });
});

describe('removeDeadSessions()', () => {
  it('keeps the folders of living tabs', async () => {
    const sessions = fakeDisk();
    for (const name of ['dead', 'alive', 'dead too'])
      await sessions.getDirectoryHandle(name, { create: true });
    await removeDeadSessions(sessions, (name) => name === 'alive');
    expect([...sessions.folders.keys()]).toEqual(['alive']);
  });
});
