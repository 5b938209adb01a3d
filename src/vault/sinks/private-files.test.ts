import { describe, expect, it, vi } from 'vitest';
import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { createPrivateFiles, openedFilesKept, removeDeadSessions } from './private-files.ts';
import type { PrivateFile, PrivateFolder } from './private-storage.ts';

interface FakeDisk extends PrivateFolder {
  readonly folders: Map<string, FakeDisk>;
  readonly files: Map<string, Bytes>;
  readonly open: Set<string>;
  flushed: number;
  onFlush: () => void;
  write: (chunk: Bytes) => number;
}

const missing = () => new DOMException('not there', 'NotFoundError');
const locked = () => new DOMException('open already', 'NoModificationAllowedError');
const none = new Uint8Array(0);

/** A folder of the origin private file system, in memory. */
function fakeDisk(): FakeDisk {
  const disk: FakeDisk = {
    folders: new Map(),
    files: new Map(),
    open: new Set(),
    flushed: 0,
    onFlush: () => {},
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
    async getFileHandle(name, { create }) {
      if (!disk.files.has(name)) {
        if (!create) throw missing();
        disk.files.set(name, none);
      }
      return fakeFile(disk, name);
    },
    async removeEntry(name) {
      if (disk.open.has(name)) throw locked();
      if (!disk.folders.delete(name) && !disk.files.delete(name)) throw missing();
    },
    async *keys() {
      yield* disk.folders.keys();
      yield* disk.files.keys();
    },
  };
  return disk;
}

function fakeFile(disk: FakeDisk, name: string): PrivateFile {
  const content = (): Bytes => disk.files.get(name) ?? none;
  return {
    async createSyncAccessHandle() {
      if (disk.open.has(name)) throw locked();
      disk.open.add(name);
      return {
        write(chunk, { at }) {
          const written = disk.write(chunk);
          disk.files.set(name, concatBytes(content().subarray(0, at), chunk.subarray(0, written)));
          return written;
        },
        getSize: () => content().length,
        truncate: (size) => void disk.files.set(name, content().slice(0, size)),
        flush() {
          disk.flushed += 1;
          disk.onFlush();
        },
        close: () => void disk.open.delete(name),
      };
    },
    getFile: async () => new File([content()], name),
    async move(to, newName) {
      if (disk.open.has(name)) throw locked();
      const access = await (await to.getFileHandle(newName, { create: true })).createSyncAccessHandle();
      access.write(content(), { at: 0 });
      access.close();
      disk.files.delete(name);
    },
  };
}

async function filesOn(options: { room?: number | null; canMove?: boolean } = {}) {
  const { room = null, canMove = true } = options;
  const root = fakeDisk();
  const sessions = await root.getDirectoryHandle('sessions', { create: true });
  const begun = await root.getDirectoryHandle('begun', { create: true });
  const roomLeft = () => Promise.resolve(room);
  const files = createPrivateFiles({ sessions, session: 'mine', begun, roomLeft, canMove });
  const beginnings = root.folders.get('begun');
  if (beginnings === undefined) throw new Error('no folder');
  const folder = () => root.folders.get('sessions')?.folders.get('mine');
  const create = (bytes: number) => files.createSink({ bytes, left: null });
  return { files, create, root, sessions, beginnings, folder };
}

const contentOf = async (file: File | null) => [...new Uint8Array((await file?.arrayBuffer()) ?? [])];

describe.each([true, false])('createPrivateFiles(), files that can be moved: %s', (canMove) => {
  it('keeps what was written, in order, under a name that tells nothing', async () => {
    const { create, folder, beginnings } = await filesOn({ canMove });
    const sink = await create(5);
    await sink.write(Uint8Array.of(1, 2, 3));
    await sink.write(Uint8Array.of(4, 5));
    expect(await contentOf(await sink.commit())).toEqual([1, 2, 3, 4, 5]);
    expect(folder()?.files.size).toBe(1);
    expect(beginnings).toMatchObject({ files: new Map(), open: new Set() });
  });

  it('leaves nothing of a discarded file, nor of a suspended one without a checkpoint', async () => {
    const { create, folder, beginnings } = await filesOn({ canMove });
    for (const leave of ['discard', 'suspend'] as const) {
      const sink = await create(3);
      await sink.write(Uint8Array.of(1, 2, 3));
      expect(await sink.checkpoint()).toBeNull();
      await sink[leave]();
      expect(folder()?.files.size ?? 0).toBe(0);
      expect(beginnings).toMatchObject({ files: new Map(), open: new Set() });
    }
  });

  it('says disk-full beforehand, on a short write, and when the quota ends', async () => {
    const small = await filesOn({ room: 10, canMove });
    await expect(small.create(11)).rejects.toMatchObject({ code: 'disk-full' });
    const { create, root } = await filesOn({ canMove });
    const sink = await create(3);
    root.write = () => 1;
    await expect(sink.write(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'disk-full' });
    root.write = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    await expect(sink.write(Uint8Array.of(1, 2, 3))).rejects.toMatchObject({ code: 'disk-full' });
    root.write = () => {
      throw new DOMException('closed', 'InvalidStateError');
    };
    await expect(sink.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'storage-unavailable' });
    await sink.discard();
  });

  it('refuses a file that is not as long on disk as it was written', async () => {
    const { create, folder, beginnings } = await filesOn({ canMove });
    const sink = await create(3);
    await sink.write(Uint8Array.of(1, 2, 3));
    for (const disk of [beginnings, folder()])
      for (const name of disk?.files.keys() ?? []) disk?.files.set(name, Uint8Array.of(1));
    await expect(sink.commit()).rejects.toMatchObject({ code: 'storage-unavailable' });
    await sink.discard();
    expect(folder()?.files.size ?? 0).toBe(0);
  });

  it('removes the oldest of very many opened files', async () => {
    const { create, folder } = await filesOn({ canMove });
    const names: (string | undefined)[] = [];
    for (let count = 0; count < openedFilesKept + 2; count++) {
      names.push((await (await create(0)).commit())?.name);
    }
    expect([...(folder()?.files.keys() ?? [])]).toEqual(names.slice(2));
  });

  it('removes all of its own when forgotten, and only its own', async () => {
    const { files, create, folder, root, sessions } = await filesOn({ canMove });
    await sessions.getDirectoryHandle('other', { create: true });
    await (await create(0)).commit();
    expect(folder()).toBeDefined();
    await files.forget();
    expect([...(root.folders.get('sessions')?.folders.keys() ?? [])]).toEqual(['other']);
    await files.forget();
  });
});

describe('createPrivateFiles(), across reloads', () => {
  const mib = 1024 * 1024;
  const long = new Uint8Array(32 * mib).fill(7);

  it('notes a place after some MiB only, once it is flushed', async () => {
    const { create, beginnings } = await filesOn();
    const sink = await create(100 * mib);
    await sink.write(long.subarray(1));
    expect(await sink.checkpoint()).toBeNull();
    expect(beginnings.flushed).toBe(0);
    await sink.write(Uint8Array.of(1));
    expect(await sink.checkpoint()).toEqual({ place: [...beginnings.files.keys()][0], bytes: 32 * mib });
    expect(beginnings.flushed).toBe(1);
    await sink.write(Uint8Array.of(1));
    expect(await sink.checkpoint()).toBeNull();
  });

  it('notes no more places than the disk can follow', async () => {
    const { create, beginnings } = await filesOn();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000);
    const sink = await create(100 * mib);
    const noted: (number | undefined)[] = [];
    for (const at of [1_000, 2_999, 3_000]) {
      clock.mockReturnValue(at);
      await sink.write(long);
      noted.push((await sink.checkpoint())?.bytes);
    }
    expect(noted).toEqual([32 * mib, undefined, 96 * mib]);
    expect(beginnings.flushed).toBe(2);
    clock.mockRestore();
  });

  it.each([
    [100, 4_000],
    [1_000, 10_000],
  ])('rests after a flush of %i ms for %i ms, since all else waited for it', async (flush, pause) => {
    const { create, beginnings } = await filesOn();
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    beginnings.onFlush = () => void (now += flush);
    const sink = await create(200 * mib);
    const notedAt = async (at: number) => {
      now = at;
      await sink.write(long);
      return (await sink.checkpoint())?.bytes;
    };
    expect(await notedAt(0)).toBe(32 * mib);
    expect(await notedAt(flush + pause - 1)).toBeUndefined();
    expect(await notedAt(flush + pause)).toBe(96 * mib);
    clock.mockRestore();
  });

  it('goes on after what was safe, and drops what came after it', async () => {
    const { files, create, beginnings } = await filesOn();
    const first = await create(32 * mib + 2);
    await first.write(long);
    const left = await first.checkpoint();
    await first.write(Uint8Array.of(1));
    await first.suspend();
    expect(beginnings.open.size).toBe(0);
    const second = await files.createSink({ bytes: 32 * mib + 2, left });
    expect(second.begun).toBe(32 * mib);
    await second.write(Uint8Array.of(8, 9));
    const file = await second.commit();
    expect(file?.size).toBe(32 * mib + 2);
    expect(await contentOf(file && new File([file.slice(32 * mib - 1)], ''))).toEqual([7, 8, 9]);
    expect(beginnings.files.size).toBe(0);
  });

  it('begins anew where the place is gone, is shorter than noted, or longer than the file', async () => {
    const { files, beginnings } = await filesOn();
    beginnings.files.set('short', Uint8Array.of(1, 2));
    beginnings.files.set('long', Uint8Array.of(1, 2, 3, 4, 5, 6));
    for (const [place, bytes] of [
      ['gone', 3],
      ['../../evil', 3],
      ['short', 3],
      ['long', 6],
    ] as const) {
      const sink = await files.createSink({ bytes: 5, left: { place, bytes } });
      expect([place, sink.begun]).toEqual([place, 0]);
      await sink.write(Uint8Array.of(9));
      expect(await contentOf(await sink.commit())).toEqual([9]);
    }
  });

  it('leaves alone what another tab writes to', async () => {
    const { files, beginnings } = await filesOn();
    beginnings.files.set('theirs', Uint8Array.of(1, 2));
    beginnings.open.add('theirs');
    await expect(files.createSink({ bytes: 5, left: { place: 'theirs', bytes: 2 } })).rejects.toMatchObject({
      code: 'in-other-tab',
    });
    await files.sweep(new Set());
    await files.forget();
    expect([...beginnings.files.keys()]).toEqual(['theirs']);
  });

  it('sweeps beginnings that no record names, and removes one by name', async () => {
    const { files, beginnings } = await filesOn();
    for (const name of ['named', 'lost', 'lost too']) beginnings.files.set(name, none);
    await files.sweep(new Set(['named']));
    expect([...beginnings.files.keys()]).toEqual(['named']);
    await files.remove('named');
    await files.remove('named');
    expect(beginnings.files.size).toBe(0);
  });

  it('keeps no beginning where files cannot be moved out of their session', async () => {
    const { create, beginnings } = await filesOn({ canMove: false });
    const sink = await create(64 * mib);
    await sink.write(long);
    expect(await sink.checkpoint()).toBeNull();
    await sink.suspend();
    expect(beginnings.files.size).toBe(0);
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
