import type { ErrorCode } from '../errors.ts';

/** Names one below the other, each safe on every file system. */
export type SafePath = readonly string[];

/** Where one of many opened files goes. */
export interface PlannedFile {
  readonly key: string;
  /** bytes as stored */
  readonly size: number;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
  readonly path: SafePath;
  /** something lies there already */
  readonly taken: boolean;
}

/** A name that could not be taken as it is. Paths with slashes; `from` is hostile text. */
export interface ChangedName {
  readonly from: string;
  readonly to: string;
}

/** A file that is not in an archive, and why. */
export interface LeftOut {
  readonly path: SafePath;
  readonly code: ErrorCode;
}

/** Files that an opening into an archive leaves out, and the text in it that tells which: its name, and its first line. */
export interface Leaving {
  /** those that failed before; they are not tried again */
  readonly known: readonly LeftOut[];
  readonly note: { readonly name: string; readonly heading: string };
}

/** An archive was opened without these; told before its end. */
export interface LeftOutEvent {
  readonly type: 'left-out';
  /** of the transfer */
  readonly id: string;
  readonly files: readonly LeftOut[];
}

/** What opening a selection would write. */
export interface PlannedOpening {
  readonly files: readonly PlannedFile[];
  readonly emptyFolders: readonly SafePath[];
  readonly changed: readonly ChangedName[];
}

/** The commands that prepare the opening of many files at once. */
export interface OpeningCommands {
  /**
   * Looks through what was chosen, folders with all that is in them, and says where each file would go; writes nothing. `directory`: the chosen
   * one, looked through for what lies there already; null: an archive. Folders are paths as in `StoredFolder`. @throws `permission-lost`
   */
  planOpening: {
    input: {
      files: readonly Omit<PlannedFile, 'path' | 'taken'>[];
      folders: readonly string[];
      directory: FileSystemDirectoryHandle | null;
    };
    output: PlannedOpening;
  };
  /** Makes folders below a chosen one; those that are there stay. @throws `permission-lost`, `disk-full`, `storage-unavailable` */
  makeDirectories: {
    input: { directory: FileSystemDirectoryHandle; paths: readonly SafePath[] };
    output: null;
  };
}
