import { AppError } from '../errors.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import { keysBelow } from './below.ts';
import type { FilingStore, Removal } from './filing-port.ts';

/** S3's limit of one request (API Reference, DeleteObjects). */
const batchLength = 1000;

export interface RemovalReport {
  /** keys that are gone */
  readonly removed: readonly string[];
  /** all of them can be restored: the bucket keeps versions */
  readonly undoable: boolean;
  readonly refused: readonly Removal[];
}

/**
 * Deletes files, and folders with everything in them.
 * @param what.prefixes the beginnings of keys, slash included
 * @throws AppError when a request failed; what was deleted before stays deleted
 */
export async function removeFiles(
  { store, filing }: { readonly store: Pick<ObjectStore, 'list'>; readonly filing: FilingStore },
  what: {
    readonly keys: readonly string[];
    readonly prefixes: readonly string[];
    readonly signal: AbortSignal;
  },
): Promise<RemovalReport> {
  const { keys, prefixes, signal } = what;
  const results: Removal[] = [];
  for (let start = 0; start < keys.length; start += batchLength) {
    results.push(...(await filing.remove({ keys: keys.slice(start, start + batchLength), signal })));
  }
  for (const prefix of prefixes) {
    if (!prefix.endsWith('/')) throw new AppError('internal', 'the beginning of a folder ends with a slash');
    for await (const page of keysBelow(store, prefix, signal)) {
      if (page.length > 0) results.push(...(await filing.remove({ keys: page, signal })));
    }
  }
  const gone = results.filter(({ refusal }) => refusal === null);
  return {
    removed: gone.map(({ key }) => key),
    undoable: gone.length > 0 && gone.every(({ kept }) => kept),
    refused: results.filter(({ refusal }) => refusal !== null),
  };
}
