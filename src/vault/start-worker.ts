// oxlint-disable-next-line import/default -- Vite makes this module
import workerUrl from './vault.worker.ts?worker&url';

/** What the client needs of a Worker. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: 'message' | 'error' | 'messageerror',
    listener: (event: { readonly data?: unknown }) => void,
  ): void;
  terminate(): void;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): URL };
}

declare global {
  // oxlint-disable-next-line no-var -- a global can be declared by var alone
  var trustedTypes: TrustedTypes | undefined;
}

const expected = new URL(workerUrl, import.meta.url);
// Where the page enforces Trusted Types, a worker starts from a blessed URL only: this one, of this origin, and no other.
const policy = globalThis.trustedTypes?.createPolicy('sealdrop-worker', {
  createScriptURL(url) {
    if (url !== expected.href || expected.origin !== globalThis.location.origin)
      throw new TypeError('not the vault worker');
    return url;
  },
});

/** Starts the vault's worker. */
export function startVaultWorker(): WorkerPort {
  const url = policy ? policy.createScriptURL(expected.href) : expected;
  return new Worker(url, { type: 'module', name: 'vault' });
}
