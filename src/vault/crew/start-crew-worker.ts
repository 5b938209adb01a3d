/// <reference types="vite/client" />
// oxlint-disable-next-line import/default -- Vite makes this module
import workerUrl from './crew.worker.ts?worker&url';

/** What a crew needs of a Worker. */
export interface ThreadPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: { readonly data?: unknown }) => void,
  ): void;
  terminate(): void;
}

const expected = new URL(workerUrl, import.meta.url);

/**
 * Starts one thread below the vault's worker.
 * @throws whatever the browser throws where workers cannot start workers
 */
export function startCrewWorker(): ThreadPort {
  return new Worker(blessed(expected), { type: 'module', name: 'crew' });
}

let policy: { createScriptURL(url: string): URL } | undefined;

/** Under Trusted Types a worker starts from a blessed URL only: this one, of this origin, and no other. */
function blessed(url: URL): URL {
  policy ??= globalThis.trustedTypes?.createPolicy('sealdrop-crew', {
    createScriptURL(wanted) {
      if (wanted !== expected.href || expected.origin !== globalThis.location.origin)
        throw new TypeError('not the crew worker');
      return wanted;
    },
  });
  return policy?.createScriptURL(url.href) ?? url;
}
