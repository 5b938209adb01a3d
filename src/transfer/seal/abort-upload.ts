import { AppError } from '../../errors.ts';
import type { ObjectStore } from '../store-port.ts';
import type { Wait } from '../wait.ts';

const pauses = [250, 1000, 3000];

/** Milliseconds for a look at what an abort left. */
const lookPatience = 10_000;

/**
 * Removes the parts of an upload that will not be completed, with a few attempts of its own, and looks whether it is gone: a part
 * that was still on its way may outlive the first abort (S3 API Reference, AbortMultipartUpload). Never throws.
 * @returns null when it is gone, otherwise why not
 */
export async function abortUpload(
  store: ObjectStore,
  upload: { readonly key: string; readonly uploadId: string },
  wait: Wait,
): Promise<AppError | null> {
  for (const pause of [...pauses, null]) {
    const failure = await abortOnce(store, upload);
    if (failure === null || pause === null) return failure;
    await wait(pause);
  }
  return null;
}

async function abortOnce(
  store: ObjectStore,
  upload: { readonly key: string; readonly uploadId: string },
): Promise<AppError | null> {
  try {
    await store.abortMultipart(upload);
  } catch (thrown) {
    return AppError.from(thrown);
  }
  try {
    await store.listParts({ ...upload, signal: AbortSignal.timeout(lookPatience) });
    return new AppError('service-failed', 'an aborted upload is still there');
  } catch {
    // Gone, or not to be seen: the abort itself was answered.
    return null;
  }
}
