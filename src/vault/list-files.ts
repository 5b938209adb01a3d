import { isKept } from '../workbench/kept.ts';
import type { FilePage } from './contract.ts';
import type { Session } from './session.ts';

/** Files of one page of the list. */
const pageLength = 100;

/** One page of a person's stored files; what the key bench keeps beside them is not among them. @throws AppError `store-*`, access or network codes */
export async function listFiles(
  { store, identityId }: Pick<Session, 'store' | 'identityId'>,
  continuation: string | null,
  signal: AbortSignal,
): Promise<FilePage> {
  const page = await store.list({ prefix: `${identityId}/`, continuation, limit: pageLength, signal });
  const stored = page.objects.filter(({ key }) => !isKept(identityId, key));
  const files = stored.map(({ key, size, etag, lastModified }) => ({
    key,
    name: nameOf(key),
    storedSize: size,
    etag,
    lastModified,
  }));
  return { files, continuation: page.continuation };
}

/** The last part of a key; all of it where that would be nothing. */
export function nameOf(key: string): string {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return name === '' ? key : name;
}
