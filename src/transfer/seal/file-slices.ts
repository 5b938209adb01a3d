import type { Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { readPiece } from './read-piece.ts';
import type { ReusedBuffer } from './reused-buffer.ts';

/** Notices when a file is no longer the one that was chosen. */
export interface FileWatch {
  /** @throws AppError `file-changed` when the file's size or time is not what it was. */
  assertUnchanged(): void;
}

/** Reads a person's file piece by piece. */
export interface FileSlices extends FileWatch {
  /** Bytes `[start, end)`, good until the next call. @throws AppError `file-changed` or `file-unreadable`. */
  read(start: number, end: number): Promise<Bytes>;
}

export function watchFile(file: File): FileWatch {
  const { size, lastModified } = file;
  return {
    assertUnchanged() {
      if (file.size !== size || file.lastModified !== lastModified) throw changed(file);
    },
  };
}

/** @param memory for what is read: each piece overwrites the one before */
export function fileSlices(file: File, memory: ReusedBuffer): FileSlices {
  const watch = watchFile(file);
  let readBefore = false;
  return {
    ...watch,
    async read(start, end) {
      watch.assertUnchanged();
      let bytes: Bytes;
      try {
        bytes = await readPiece(file.slice(start, end), memory);
      } catch (cause) {
        // Browsers say NotReadableError both for a file without permission and for one that changed on disk.
        if (readBefore && cause instanceof DOMException && cause.name === 'NotReadableError')
          throw changed(file, cause);
        throw new AppError('file-unreadable', 'the file could not be read', {
          details: { name: file.name, reason: cause instanceof Error ? cause.name : 'unknown' },
          cause,
        });
      }
      if (bytes.length !== end - start) throw changed(file);
      readBefore = true;
      return bytes;
    },
  };
}

function changed({ name }: File, cause?: unknown): AppError {
  return new AppError('file-changed', 'the file changed while it was read', { details: { name }, cause });
}
