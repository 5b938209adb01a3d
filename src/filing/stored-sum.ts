import type { ObjectVersion } from './filing-port.ts';

/** How many, and how many bytes as S3 counts them: sealed, without what S3 adds for itself. */
export interface Tally {
  readonly count: number;
  readonly bytes: number;
}

/** What is stored, by what it is. */
export interface StoredSum {
  /** as the list shows them */
  readonly files: Tally;
  /** what the app keeps beside them: documents of the key bench */
  readonly kept: Tally;
  /** bytes that only a version holds: of what was replaced or deleted; null where versions cannot be listed */
  readonly former: Tally | null;
}

/** What is counted of one object or one version of it. */
type Counted = Pick<ObjectVersion, 'key' | 'size' | 'isLatest' | 'isDeleteMarker'>;

/**
 * Sums one page of versions, or of objects, which are their own latest versions. Delete markers and the markers of folders hold no bytes and
 * are no files.
 * @param isOurs whether the app keeps an object of this key for itself
 */
export function sumStored(
  entries: readonly Counted[],
  isOurs: (key: string) => boolean,
): StoredSum & { readonly former: Tally } {
  const kinds = { files: noTally, kept: noTally, former: noTally };
  for (const { key, size, isLatest, isDeleteMarker } of entries) {
    if (isDeleteMarker || (size === 0 && key.endsWith('/'))) continue;
    const kind = !isLatest ? 'former' : isOurs(key) ? 'kept' : 'files';
    kinds[kind] = { count: kinds[kind].count + 1, bytes: kinds[kind].bytes + size };
  }
  return kinds;
}

const noTally: Tally = { count: 0, bytes: 0 };
