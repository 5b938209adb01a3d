import type { Claims, Journal } from '../journal-port.ts';
import type { ObjectStore, OpenUpload } from '../store-port.ts';
import { keyClaim } from './key-reservations.ts';

/**
 * Unfinished uploads of one person that no record names and no tab works on: begun by another browser, or before this one's
 * database was cleared. One that another device is working on cannot be told from these.
 * @throws AppError from store and journal
 */
export async function leftovers(
  ports: {
    readonly store: Pick<ObjectStore, 'bucket' | 'listUploads'>;
    readonly journal: Pick<Journal, 'list'>;
    readonly claims: Pick<Claims, 'held'>;
  },
  { identityId, signal }: { readonly identityId: string; readonly signal: AbortSignal },
): Promise<readonly OpenUpload[]> {
  const { store, journal, claims } = ports;
  // First: an upload is claimed and written down before it is begun, so what is listed is known by now.
  const uploads = await store.listUploads({ prefix: `${identityId}/`, signal });
  const records = (await journal.list(identityId)).filter(
    (record) => record.kind === 'seal' && record.bucket === store.bucket,
  );
  const claimed = await claims.held();
  return uploads.filter(
    ({ key, uploadId }) =>
      !claimed.has(keyClaim(key)) &&
      !records.some(
        (record) =>
          record.kind === 'seal' &&
          record.key === key &&
          (record.uploadId === null || record.uploadId === uploadId),
      ),
  );
}
