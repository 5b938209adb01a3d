import { AppError } from '../../errors.ts';
import type { Sink, SinkPlace } from '../../transfer/sink-port.ts';
import { createPrivateFileSink, type OpenPlace } from './private-file-sink.ts';
import { namesIn, removeQuietly, type PrivateFile, type PrivateFolder } from './private-storage.ts';
import { diskFull, storageError } from './storage-error.ts';

/** Opened files in the origin's private storage: whole ones until the person has saved them, begun ones until they go on. */
export interface PrivateFiles {
  /** @throws AppError `disk-full`, `storage-unavailable`, `in-other-tab` */
  createSink(request: { readonly bytes: number; readonly left: SinkPlace | null }): Promise<Sink>;
  /** Removes begun files that nobody named; those that are being written, by any tab, stay. Never throws. */
  sweep(named: ReadonlySet<string>): Promise<void>;
  /** Removes one begun file. Never throws. */
  remove(place: string): Promise<void>;
  /** Removes all plaintext of this session, and every begun file. Never throws. */
  forget(): Promise<void>;
}

/**
 * Opened files that stay. A browser goes on reading a private file while it saves it and does not say when it is done, so a
 * file is removed when the session is forgotten, when this many newer ones were opened, or at the next start.
 */
export const openedFilesKept = 20;

export interface PrivateFilesInput {
  /** a folder for each session; all but those of living tabs are removed at the next start */
  readonly sessions: PrivateFolder;
  readonly session: string;
  /** files that are begun, which survive a reload */
  readonly begun: PrivateFolder;
  /** bytes; null where the browser does not tell */
  readonly roomLeft: () => Promise<number | null>;
  /** whether a closed file can be moved; where it cannot, no file outlives its session */
  readonly canMove: boolean;
}

/** Every file lies under a random name, which tells nothing of its own. */
export function createPrivateFiles(input: PrivateFilesInput): PrivateFiles {
  const { sessions, session, begun, roomLeft, canMove } = input;
  const kept: string[] = [];

  const handOut = async (folder: PrivateFolder, name: string, file: PrivateFile): Promise<File> => {
    const handed = await file.getFile();
    kept.push(name);
    for (const old of kept.splice(0, kept.length - openedFilesKept)) await removeQuietly(folder, old);
    return handed;
  };

  const placeHere = async (): Promise<OpenPlace> => {
    const folder = await sessions.getDirectoryHandle(session, { create: true });
    const name = crypto.randomUUID();
    const file = await folder.getFileHandle(name, { create: true });
    return {
      access: await file.createSyncAccessHandle(),
      begun: 0,
      place: null,
      hand: () => handOut(folder, name, file),
      remove: () => removeQuietly(folder, name),
    };
  };

  const placeThatLasts = async (left: SinkPlace | null): Promise<OpenPlace> => {
    const found = left === null ? null : await findFile(begun, left.place);
    const place = found === null || left === null ? crypto.randomUUID() : left.place;
    const file = found ?? (await begun.getFileHandle(place, { create: true }));
    const access = await openOnce(file);
    const safe = left !== null && access.getSize() >= left.bytes ? left.bytes : 0;
    access.truncate(safe);
    return {
      access,
      begun: safe,
      place,
      hand: async () => {
        const folder = await sessions.getDirectoryHandle(session, { create: true });
        await file.move?.(folder, place);
        return handOut(folder, place, await folder.getFileHandle(place, { create: false }));
      },
      remove: async () => {
        await removeQuietly(begun, place);
        const folder = await sessions.getDirectoryHandle(session, { create: true }).catch(() => null);
        if (folder) await removeQuietly(folder, place);
      },
    };
  };

  return {
    async createSink({ bytes, left: named }) {
      const left = named !== null && named.bytes <= bytes ? named : null;
      const room = await roomLeft();
      const wanted = bytes - (left?.bytes ?? 0);
      if (room !== null && wanted > room) throw diskFull({ bytes: wanted, room });
      try {
        return createPrivateFileSink(await (canMove ? placeThatLasts(left) : placeHere()));
      } catch (thrown) {
        throw storageError(thrown);
      }
    },
    async sweep(named) {
      for (const name of await namesIn(begun).catch(() => []))
        if (!named.has(name)) await removeQuietly(begun, name);
    },
    remove: (place) => removeQuietly(begun, place),
    async forget() {
      kept.length = 0;
      await removeQuietly(sessions, session);
      for (const name of await namesIn(begun).catch(() => [])) await removeQuietly(begun, name);
    },
  };
}

/** Removes the folders of sessions that ended without forgetting, such as by a crash. */
export async function removeDeadSessions(
  sessions: PrivateFolder,
  isAlive: (session: string) => boolean,
): Promise<void> {
  for (const name of await namesIn(sessions)) if (!isAlive(name)) await removeQuietly(sessions, name);
}

/** Null when it is gone, or when the name never was one of ours. */
async function findFile(folder: PrivateFolder, name: string): Promise<PrivateFile | null> {
  try {
    return await folder.getFileHandle(name, { create: false });
  } catch {
    return null;
  }
}

/** @throws AppError `in-other-tab` when the file is open already */
async function openOnce(
  file: PrivateFile,
): Promise<Awaited<ReturnType<PrivateFile['createSyncAccessHandle']>>> {
  try {
    return await file.createSyncAccessHandle();
  } catch (cause) {
    if (!(cause instanceof DOMException) || cause.name !== 'NoModificationAllowedError') throw cause;
    throw new AppError('in-other-tab', 'the begun file is being written already', { cause });
  }
}
