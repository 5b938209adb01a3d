import type { Bytes } from '../../bytes/bytes.ts';
import { AppError, isAbort } from '../../errors.ts';
import { assertLength } from '../../transfer/open/read-header.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';

/** A message somewhere, read by range. */
export interface MessageSource {
  /** bytes of the whole message */
  readonly size: number;
  /**
   * Bytes `first..last` (inclusive, within the message): exactly as many, in an array that the caller may change.
   * @throws AppError of the place it lies in; the signal's reason
   */
  read(first: number, last: number, signal: AbortSignal): Promise<Bytes>;
}

/** One version of a stored object; replaced or deleted meanwhile, it fails with `object-changed` or `store-not-found`. */
export function storedSource(
  store: ObjectStore,
  object: { readonly key: string; readonly size: number; readonly etag: string },
): MessageSource {
  const { key, size, etag } = object;
  return {
    size,
    async read(first, last, signal) {
      const { bytes } = await store.read({ key, first, last, etag, signal });
      assertLength(bytes, last - first + 1);
      return bytes;
    },
  };
}

/** A file of the person's own. @throws AppError `file-unreadable` from `read`, also once the file has changed */
export function fileSource(file: File): MessageSource {
  return {
    size: file.size,
    async read(first, last, signal) {
      signal.throwIfAborted();
      let bytes: Bytes;
      try {
        bytes = new Uint8Array(await file.slice(first, last + 1).arrayBuffer());
      } catch (cause) {
        if (isAbort(cause)) throw cause;
        throw new AppError('file-unreadable', 'the file could not be read', { cause });
      }
      if (bytes.length !== last - first + 1) throw new AppError('file-unreadable', 'the file became shorter');
      signal.throwIfAborted();
      return bytes;
    },
  };
}

/** A message that lies in memory. */
export function memorySource(message: Bytes): MessageSource {
  return { size: message.length, read: async (first, last) => message.slice(first, last + 1) };
}

/** The same message; what lies in its first bytes, which were read already, is not read again. */
export function withBeginning(source: MessageSource, beginning: Bytes): MessageSource {
  return {
    size: source.size,
    async read(first, last, signal) {
      if (last < beginning.length) return beginning.slice(first, last + 1);
      return source.read(first, last, signal);
    },
  };
}

/** The same message, and how many bytes of it were read. */
export function countingSource(source: MessageSource): MessageSource & { readonly bytesRead: number } {
  let bytesRead = 0;
  return {
    size: source.size,
    get bytesRead() {
      return bytesRead;
    },
    async read(first, last, signal) {
      const bytes = await source.read(first, last, signal);
      bytesRead += bytes.length;
      return bytes;
    },
  };
}
