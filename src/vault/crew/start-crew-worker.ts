/// <reference types="vite/client" />
import { createScriptPolicy } from '../script-policy.ts';
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

let scriptUrl: (() => URL) | undefined;

/**
 * Starts one thread below the vault's worker.
 * @throws whatever the browser throws where workers cannot start workers
 */
export function startCrewWorker(): ThreadPort {
  scriptUrl ??= createScriptPolicy('sealdrop-crew', new URL(workerUrl, import.meta.url));
  return new Worker(scriptUrl(), { type: 'module', name: 'crew' });
}
