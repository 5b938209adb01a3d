/// <reference types="vite/client" />
import { createScriptPolicy } from './script-policy.ts';
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

const scriptUrl = createScriptPolicy('sealdrop-worker', new URL(workerUrl, import.meta.url));

/** Starts the vault's worker. */
export function startVaultWorker(): WorkerPort {
  return new Worker(scriptUrl(), { type: 'module', name: 'vault' });
}
