import type { Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';

/** Reads a person's file piece by piece and notices when it is no longer the file that was chosen. */
export interface FileSlices {
  readonly size: number;
  /** Bytes `[start, end)`. @throws AppError `file-changed` or `file-unreadable`. */
  read(start: number, end: number): Promise<Bytes>;
  /** @throws AppError `file-changed` when the file's size or time is not what it was. */
  assertUnchanged(): void;
}

export function fileSlices(file: File): FileSlices {
  const { size, lastModified } = file;
  let readBefore = false;
  const changed = (cause?: unknown): AppError =>
    new AppError('file-changed', 'the file changed while it was read', {
      details: { name: file.name },
      cause,
    });
  const assertUnchanged = (): void => {
    if (file.size !== size || file.lastModified !== lastModified) throw changed();
  };
  return {
    size,
    assertUnchanged,
    async read(start, end) {
      assertUnchanged();
      let bytes: Bytes;
      try {
        bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
      } catch (cause) {
        // Browsers say NotReadableError both for a file without permission and for one that changed on disk.
        if (readBefore && cause instanceof DOMException && cause.name === 'NotReadableError')
          throw changed(cause);
        throw new AppError('file-unreadable', 'the file could not be read', {
          details: { name: file.name, reason: cause instanceof Error ? cause.name : 'unknown' },
          cause,
        });
      }
      if (bytes.length !== end - start) throw changed();
      readBefore = true;
      return bytes;
    },
  };
}
