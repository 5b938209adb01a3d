import type { ErrorCode } from '../../../errors.ts';
import type { OpenRequest } from '../open-ports.ts';

/** One stored file, and where it goes in an archive. */
export interface ArchiveFile {
  readonly key: string;
  /** bytes as stored */
  readonly size: number;
  /** safe names, one below the other; no two files have the same */
  readonly path: readonly string[];
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

/** A file that is not in an archive, and why. */
export interface LeftOut {
  readonly path: readonly string[];
  readonly code: ErrorCode;
}

export interface ArchiveRequest extends Pick<
  OpenRequest,
  'identityId' | 'acceptMoved' | 'signal' | 'onStep'
> {
  readonly files: readonly ArchiveFile[];
  /** folders that nothing is in */
  readonly emptyFolders: readonly (readonly string[])[];
  /** the person was told that some cannot be opened, and wants the others; null: all or nothing */
  readonly leaving: {
    /** those that an earlier attempt found to fail, which are not tried again */
    readonly known: readonly LeftOut[];
    /** the text beside the files that tells which are missing: its name, and its first line */
    readonly note: { readonly name: string; readonly heading: string };
  } | null;
}
