import { doctorPrefix } from '../doctor/doctor-prefix.ts';
import type { FilingStore } from '../filing/filing-port.ts';
import { folderName, parseFolderPath } from '../filing/folder-path.ts';
import { isKept } from '../workbench/kept.ts';
import type { FilePage } from './filing-contract.ts';

/** Entries of one page of a folder: as many as S3 gives at once. */
const pageLength = 1000;

/**
 * One page of what lies in a folder of a person; what the key bench keeps beside their files, and the doctor writes for a moment, is not
 * among it.
 * @throws AppError `name-invalid` for what is no folder, `store-*`, access or network codes
 */
export async function listFiles(
  { filing, identityId }: { readonly filing: FilingStore; readonly identityId: string },
  request: { readonly folder: string; readonly continuation: string | null },
  signal: AbortSignal,
): Promise<FilePage> {
  const top = `${identityId}/`;
  const prefix = `${top}${parseFolderPath(request.folder)}`;
  const { continuation } = request;
  const page = await filing.listFolder({ prefix, continuation, limit: pageLength, signal });
  const paths = page.prefixes.filter((one) => !isOurs(identityId, one)).map((one) => one.slice(top.length));
  // An object whose key is the folder itself only marks that it is there, also while nothing else is in it.
  const stored = page.objects.filter(({ key }) => key !== prefix && !isOurs(identityId, key));
  return {
    folders: paths.map((path) => ({ path, name: folderName(path) })),
    files: stored.map(({ key, size, etag, lastModified }) => ({
      key,
      name: nameOf(key),
      storedSize: size,
      etag,
      lastModified,
    })),
    continuation: page.continuation,
  };
}

/** Whether an object is what the app itself keeps among a person's objects. */
export function isOurs(identityId: string, key: string): boolean {
  return isKept(identityId, key) || key.startsWith(doctorPrefix(identityId));
}

/** The last part of a key; all of it where that would be nothing. */
export function nameOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return name === '' ? key : name;
}
