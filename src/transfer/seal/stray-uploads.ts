import { AppError } from '../../errors.ts';
import type { ObjectStore, OpenUpload } from '../store-port.ts';

/** Milliseconds: S3 tells when an upload was initiated to the second. */
const tick = 2_000;

/** Milliseconds for a last look. */
const lookPatience = 10_000;

/**
 * Aborts what the begin of an upload left behind when its answer was lost: uploads of exactly this key that hold no part. When they were begun
 * is not asked: clocks may be hours off, and be put right between two requests. Another device that just began one of the same name would lose
 * it too, and begins anew.
 * @param stray.own the upload that is known and stays
 * @throws AppError from the store
 */
export async function removeStrays(
  store: ObjectStore,
  stray: { readonly key: string; readonly own?: string; readonly signal: AbortSignal },
): Promise<void> {
  for (const upload of await uploadsOf(store, stray))
    if (upload.uploadId !== stray.own) await abortIfEmpty(store, upload, stray.signal);
}

/**
 * A begin that was repeated because an answer was lost leaves a twin: aborts the empty uploads of this key that S3 began shortly
 * before the one whose id arrived. Never throws.
 * @returns whether no other upload of this key is left that may be one of these
 * @param upload.took milliseconds between asking and the answer that arrived
 */
export async function removeTwins(
  store: ObjectStore,
  upload: {
    readonly key: string;
    readonly uploadId: string;
    readonly took: number;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  try {
    const uploads = await uploadsOf(store, upload);
    const own = uploads.find(({ uploadId }) => uploadId === upload.uploadId);
    if (!own) return false;
    const end = initiatedAt(own);
    if (!Number.isFinite(end)) return false;
    let isAlone = true;
    for (const other of uploads) {
      if (other === own) continue;
      const at = initiatedAt(other);
      if (at <= end + tick && at >= end - upload.took - tick) await abortIfEmpty(store, other, upload.signal);
      else isAlone = false;
    }
    return isAlone;
  } catch {
    return false;
  }
}

/**
 * Once more, at the end of an upload whose twins may not all have been seen at its beginning: the store was away then, or the
 * page was lost. Never throws: what is left shows among the leftovers.
 */
export async function removeLateTwins(
  store: ObjectStore,
  { key, uploadId: own }: { readonly key: string; readonly uploadId: string | null },
): Promise<void> {
  if (own === null) return;
  try {
    await removeStrays(store, { key, own, signal: AbortSignal.timeout(lookPatience) });
  } catch {
    // See above.
  }
}

async function uploadsOf(
  store: ObjectStore,
  { key, signal }: { readonly key: string; readonly signal: AbortSignal },
): Promise<readonly OpenUpload[]> {
  const uploads = await store.listUploads({ prefix: key, signal });
  return uploads.filter((upload) => upload.key === key);
}

/** An upload whose time is not told may be any time. */
function initiatedAt({ initiated }: OpenUpload): number {
  const at = initiated === null ? Number.NaN : Date.parse(initiated);
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}

async function abortIfEmpty(store: ObjectStore, upload: OpenUpload, signal: AbortSignal): Promise<void> {
  const { key, uploadId } = upload;
  try {
    const parts = await store.listParts({ key, uploadId, signal });
    if (parts.length === 0) await store.abortMultipart({ key, uploadId });
  } catch (thrown) {
    if (!(thrown instanceof AppError && thrown.code === 'upload-lost')) throw thrown;
  }
}
