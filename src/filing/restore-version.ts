import { AppError } from '../errors.ts';
import type { FilingStore, ObjectVersion } from './filing-port.ts';

/** The versions of one file, the newest first. */
export async function versionsOf(
  filing: FilingStore,
  key: string,
  signal: AbortSignal,
): Promise<readonly ObjectVersion[]> {
  const all = await filing.versions({ prefix: key, signal });
  return all.filter((version) => version.key === key);
}

/**
 * Makes a former version the latest, by a copy of it over the key: nothing that was stored is lost, and nobody needs the right to delete
 * versions for it.
 * @param versionId null: the latest that is no delete marker, which undoes a deletion
 * @throws AppError `store-not-found` when there is no such version, or a `store-*`, access or network code
 */
export async function restoreVersion(
  filing: FilingStore,
  request: { readonly key: string; readonly versionId: string | null; readonly signal: AbortSignal },
): Promise<void> {
  const { key, signal } = request;
  const versionId = request.versionId ?? (await latestKept(filing, key, signal));
  const { size, etag, ticket } = await filing.look({ key, versionId, signal });
  await filing.copy({ from: key, versionId, etag, size, to: key, ticket, onlyIfAbsent: false, signal });
}

async function latestKept(filing: FilingStore, key: string, signal: AbortSignal): Promise<string> {
  const kept = (await versionsOf(filing, key, signal)).find(({ isDeleteMarker }) => !isDeleteMarker);
  if (kept === undefined)
    throw new AppError('store-not-found', 'no version of it is kept', { details: { key } });
  return kept.versionId;
}
