import { AppError } from '../../errors.ts';
import type { Sink } from '../../transfer/sink-port.ts';
import { diskFull, storageError } from './storage-error.ts';

/**
 * Writes to the file the person picked. Where the opening fails, one that had content keeps it.
 * @throws AppError `permission-lost`, `disk-full`, `storage-unavailable`, `download-stopped`
 */
export async function createPickedFileSink(handle: FileSystemFileHandle): Promise<Sink> {
  const wasEmpty = await onFile(async () => (await handle.getFile()).size === 0);
  // The picker makes the file before anything is written.
  return createWritableSink(handle, () => (wasEmpty ? removeEmpty(handle) : Promise.resolve()));
}

/**
 * Writes to a file by way of a copy that the browser keeps beside it: the file itself changes at `commit` only.
 * @param undo after whatever was written is dropped; never throws
 * @throws AppError as `createPickedFileSink`
 */
export async function createWritableSink(
  handle: FileSystemFileHandle,
  undo: () => Promise<void>,
): Promise<Sink> {
  const writable = await onFile(() => handle.createWritable());
  let length = 0;
  let committed = false;
  const discard = async (): Promise<void> => {
    if (committed) return;
    await writable.abort().catch(() => {});
    await undo();
  };
  return {
    name: 'file-picker',
    begun: 0,
    async write(chunk) {
      await onFile(() => writable.write(chunk));
      length += chunk.length;
    },
    checkpoint: () => Promise.resolve(null),
    commit: () =>
      onFile(async () => {
        await writable.close();
        committed = true;
        const { size } = await handle.getFile();
        if (size !== length) throw new Error(`${size} bytes on disk, ${length} written`);
        return null;
      }),
    suspend: discard,
    discard,
  };
}

/** Not every browser that can write to a picked file can remove it. */
interface Removable {
  remove?(): Promise<void>;
}

async function removeEmpty(handle: FileSystemFileHandle & Removable): Promise<void> {
  try {
    if ((await handle.getFile()).size === 0) await handle.remove?.();
  } catch {
    // An empty file stays.
  }
}

async function onFile<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw fileError(thrown);
  }
}

/** What a browser threw about a file or folder the person chose, by our names. */
export function fileError(cause: unknown): AppError {
  const reason = cause instanceof DOMException ? cause.name : null;
  switch (reason) {
    case 'NotAllowedError':
    case 'SecurityError':
    // Another program, or another tab, has the file.
    case 'NoModificationAllowedError':
      return new AppError('permission-lost', 'the picked file may not be written any more', {
        details: { reason },
        cause,
      });
    case 'QuotaExceededError':
      return diskFull({}, cause);
    // A browser that refuses the finished file says it so; nobody here cancelled.
    case 'AbortError':
      return new AppError('download-stopped', 'the browser refused the picked file', {
        details: { reason },
        cause,
      });
    case null:
    default:
      return storageError(cause);
  }
}
