import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { createMemorySink } from '../transfer/open/memory-sink.ts';
import type { Sink } from '../transfer/sink-port.ts';

/** What staging needs of the origin private file system; a FileSystemDirectoryHandle in a worker is one. */
export interface StagingDirectory {
  getDirectoryHandle(name: string, options: { create: boolean }): Promise<StagingDirectory>;
  getFileHandle(name: string, options: { create: boolean }): Promise<StagingFile>;
  removeEntry(name: string, options?: { recursive?: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

export interface StagingFile {
  createSyncAccessHandle(): Promise<StagingAccess>;
  getFile(): Promise<File>;
}

interface StagingAccess {
  write(chunk: Bytes, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** Where opened plaintext lies until the person has saved it. */
export interface Staging {
  /** @throws AppError `disk-full`, `storage-unavailable` */
  createSink(name: string, bytes: number): Promise<Sink>;
  /** Removes all of this session's plaintext. Never throws. */
  forget(): Promise<void>;
}

/**
 * Opened files that stay. A browser goes on reading a staged file while it saves it and does not say when it is done, so a
 * file is removed when the session is forgotten, when this many newer ones were opened, or at the next start.
 */
export const stagedFilesKept = 20;

/** Files in memory, for browsers without private storage. */
export function createMemoryStaging(): Staging {
  return {
    createSink: (name) => Promise.resolve(createMemorySink(name)),
    forget: () => Promise.resolve(),
  };
}

/** Files in a folder of this session on disk, each under a random name. `roomLeft` in bytes; null where the browser does not tell. */
export function createDiskStaging(input: {
  readonly sessions: StagingDirectory;
  readonly session: string;
  readonly roomLeft: () => Promise<number | null>;
}): Staging {
  const { sessions, session, roomLeft } = input;
  const kept: string[] = [];
  return {
    async createSink(_name, bytes) {
      const room = await roomLeft();
      if (room !== null && bytes > room) throw diskFull({ bytes, room });
      try {
        const folder = await sessions.getDirectoryHandle(session, { create: true });
        return await createDiskSink(folder, crypto.randomUUID(), async (name) => {
          kept.push(name);
          for (const old of kept.splice(0, kept.length - stagedFilesKept)) await removeQuietly(folder, old);
        });
      } catch (thrown) {
        throw storageError(thrown);
      }
    },
    async forget() {
      kept.length = 0;
      await removeQuietly(sessions, session);
    },
  };
}

/** Removes the folders of sessions that ended without forgetting, such as by a crash. */
export async function removeDeadSessions(
  sessions: StagingDirectory,
  isAlive: (session: string) => boolean,
): Promise<void> {
  const names: string[] = [];
  for await (const name of sessions.keys()) names.push(name);
  for (const name of names) if (!isAlive(name)) await removeQuietly(sessions, name);
}

async function createDiskSink(
  folder: StagingDirectory,
  name: string,
  onCommitted: (name: string) => Promise<void>,
): Promise<Sink> {
  const handle = await folder.getFileHandle(name, { create: true });
  const access = await handle.createSyncAccessHandle();
  let length = 0;
  let closed = false;
  const close = (): void => {
    if (!closed) access.close();
    closed = true;
  };
  return {
    write(chunk) {
      return attempt(() => {
        const written = access.write(chunk, { at: length });
        if (written !== chunk.length) throw diskFull({ bytes: chunk.length, room: written });
        length += written;
      });
    },
    commit() {
      return attempt(async () => {
        access.flush();
        close();
        const file = await handle.getFile();
        if (file.size !== length) throw new Error(`${file.size} bytes on disk, ${length} written`);
        await onCommitted(name);
        return file;
      });
    },
    async discard() {
      try {
        close();
      } catch {
        // It is removed next, closed or not.
      }
      await removeQuietly(folder, name);
    },
  };
}

async function attempt<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw storageError(thrown);
  }
}

async function removeQuietly(folder: StagingDirectory, name: string): Promise<void> {
  try {
    await folder.removeEntry(name, { recursive: true });
  } catch {
    // Not there, or held by another tab: the next start tries again.
  }
}

function storageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason = thrown instanceof Error ? thrown.name : 'unknown';
  if (reason === 'QuotaExceededError') return diskFull({}, thrown);
  return new AppError('storage-unavailable', 'the browser gives no place for the opened file', {
    details: { reason },
    cause: thrown,
  });
}

function diskFull(details: { bytes?: number; room?: number }, cause?: unknown): AppError {
  return new AppError('disk-full', 'there is no room for the opened file', {
    details: { ...details },
    cause,
  });
}
