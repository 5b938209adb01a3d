import type { ObjectStore } from '../store-port.ts';
import type { Wait } from '../wait.ts';

const pauses = [250, 1000, 3000];

/**
 * Removes the parts of an upload that will not be completed, with a few attempts of its own. Never throws: the reason for
 * aborting matters more, and a bucket's lifecycle rule removes what is left behind.
 */
export async function abortUpload(
  store: ObjectStore,
  upload: { readonly key: string; readonly uploadId: string },
  wait: Wait,
): Promise<void> {
  for (const pause of [...pauses, null]) {
    try {
      await store.abortMultipart(upload);
      return;
    } catch {
      if (pause === null) return;
      await wait(pause);
    }
  }
}
