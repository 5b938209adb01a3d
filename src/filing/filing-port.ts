import type { ListedObject } from '../transfer/store-port.ts';

/** One page of what lies directly in a folder. */
export interface FolderPage {
  readonly objects: readonly ListedObject[];
  /** the beginnings of keys that lie deeper, each up to its next slash, slash included */
  readonly prefixes: readonly string[];
  /** pass it to the next `listFolder`; null on the last page */
  readonly continuation: string | null;
}

/** One version of an object, or the mark that it was deleted. */
export interface ObjectVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  /** true: the object was deleted then; there are no bytes */
  readonly isDeleteMarker: boolean;
  /** bytes as stored; 0 of a delete marker */
  readonly size: number;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

/** Where a page of versions ends, as S3 names it. */
export interface VersionPlace {
  readonly key: string;
  readonly versionId: string;
}

export interface VersionsPage {
  readonly versions: readonly ObjectVersion[];
  /** null on the last page */
  readonly next: VersionPlace | null;
}

/** What became of one key that was to be deleted. */
export interface Removal {
  readonly key: string;
  /** null: it is gone. S3's own code otherwise, `AccessDenied` for example. */
  readonly refusal: string | null;
  /** a delete marker stands for it: its versions are kept, and it can be restored */
  readonly kept: boolean;
}

/** The metadata that a move leaves beside the copy; null: none. See `keyring/move-ticket.ts`. */
export type MoveTicket = string | null;

/** A server-side copy: no byte comes here. */
export interface CopyRequest {
  readonly from: string;
  /** null: the latest */
  readonly versionId: string | null;
  /** of what is copied; another one meanwhile fails with `object-changed` */
  readonly etag: string;
  /** bytes of what is copied */
  readonly size: number;
  readonly to: string;
  readonly ticket: MoveTicket;
  /** an existing key fails with `name-taken` */
  readonly onlyIfAbsent: boolean;
  readonly signal: AbortSignal;
}

/** What keeping files in order needs of S3, bound to one bucket. Implemented by `src/aws`; methods throw AppError with a `store-*`, access or network code. */
export interface FilingStore {
  /** `prefix` ends with a slash; `limit`: entries of a page, objects and prefixes together */
  listFolder(request: {
    readonly prefix: string;
    readonly continuation: string | null;
    readonly limit: number;
    readonly signal: AbortSignal;
  }): Promise<FolderPage>;

  /** An object of no bytes whose key is a folder: the way that S3's console, too, keeps an empty folder. Resolves where it is there already. */
  putMarker(request: { readonly key: string; readonly signal: AbortSignal }): Promise<void>;

  /** @param request.keys at most 1,000 */
  remove(request: {
    readonly keys: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<readonly Removal[]>;

  copy(request: CopyRequest): Promise<void>;

  /** What is needed to copy one version; null: the latest. @throws AppError `store-not-found` */
  look(request: {
    readonly key: string;
    readonly versionId: string | null;
    readonly signal: AbortSignal;
  }): Promise<{
    readonly size: number;
    readonly etag: string;
    readonly ticket: MoveTicket;
  }>;

  /** One page of `versions`. `limit`: versions and delete markers together, at most 1,000 */
  versionsPage(request: {
    readonly prefix: string;
    /** where the page before ended; null at the beginning */
    readonly after: VersionPlace | null;
    readonly limit: number;
    readonly signal: AbortSignal;
  }): Promise<VersionsPage>;

  /** All versions of every key that begins so, the newest of each key first. */
  versions(request: {
    readonly prefix: string;
    readonly signal: AbortSignal;
  }): Promise<readonly ObjectVersion[]>;
}
