import type { ErrorData } from '../errors.ts';
import type { VersionPlace } from '../filing/filing-port.ts';
import type { StoredSum } from '../filing/stored-sum.ts';
import type { OnTaken } from '../transfer/seal/seal-ports.ts';

/** One stored file as the list shows it. */
export interface StoredFile {
  readonly key: string;
  /** the last part of the key, for people; hostile text, never markup */
  readonly name: string;
  /** bytes as stored */
  readonly storedSize: number;
  readonly etag: string;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

/** A folder is a common beginning of keys; it is stored nowhere but in them, unless it was made empty. */
export interface StoredFolder {
  /** below the person's own prefix; every name in it ends with a slash: `reports/2026/` */
  readonly path: string;
  /** the last name of the path; hostile text, never markup */
  readonly name: string;
}

/** One page of what lies directly in a folder. */
export interface FilePage {
  readonly folders: readonly StoredFolder[];
  readonly files: readonly StoredFile[];
  /** pass it to the next `list`; null on the last page */
  readonly continuation: string | null;
}

/** One version of a file, or the mark that it was deleted. */
export interface FileVersion {
  readonly versionId: string;
  readonly isLatest: boolean;
  /** the file was deleted then */
  readonly isDeleteMarker: boolean;
  /** bytes as stored */
  readonly storedSize: number;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

/** What could not be done to one of many. */
export interface FilingFailure {
  readonly key: string;
  readonly error: ErrorData;
}

/** What happens to a file whose new name is taken: it stays where it was, takes the other's place, or gets a number. */
export type { OnTaken };
export type { StoredSum };

/** Where one page of a count ends: of versions, or of objects where versions cannot be listed. */
export type CountPlace =
  | { readonly kind: 'versions'; readonly place: VersionPlace }
  | { readonly kind: 'objects'; readonly continuation: string };

/** The commands that keep stored files in order. Folders are paths as in `StoredFolder`; `name-invalid` where they could be none. */
export interface FilingCommands {
  list: { input: { folder: string; continuation: string | null }; output: FilePage };
  /** One page, of at most 1,000 entries, of all that a person stores, summed. `after`: what the page before gave; both null at the ends. */
  countStored: { input: { after: CountPlace | null }; output: { sum: StoredSum; next: CountPlace | null } };
  /** Keeps a folder, also while nothing is in it. */
  makeFolder: { input: { folder: string }; output: null };
  /** Deletes files, and folders with all that is in them. `undoable`: the bucket keeps versions, and `restoreFiles` brings all of `removed` back. */
  removeFiles: {
    input: { keys: readonly string[]; folders: readonly string[] };
    output: { removed: readonly string[]; undoable: boolean; failed: readonly FilingFailure[] };
  };
  /** Makes a former version the latest; `versionId` null: the last before the file was deleted. */
  restoreFiles: {
    input: { files: readonly { readonly key: string; readonly versionId: string | null }[] };
    output: { failed: readonly FilingFailure[] };
  };
  /** The newest first. */
  fileVersions: { input: { key: string }; output: { versions: readonly FileVersion[] } };
  /**
   * Gives files other keys, and folders other paths with all that is in them; nothing is sealed anew. `to` is a path below the person's own prefix: a
   * file's whole new name, or a folder's. `taken`: keys that stayed because their new names are taken. `back`: what moves all of it back, as `files` of this very command; null unless all
   * moved and took nobody's place.
   */
  moveFiles: {
    input: {
      files: readonly { readonly key: string; readonly to: string }[];
      folders: readonly { readonly from: string; readonly to: string }[];
      onTaken: OnTaken;
    };
    output: {
      moved: number;
      taken: readonly string[];
      failed: readonly FilingFailure[];
      back: readonly { readonly key: string; readonly to: string }[] | null;
    };
  };
}
