import type { ToStreamWorker } from '../vault/sinks/stream-protocol.ts';

/** Milliseconds between two signs of life. Hidden pages are slowed down to one a minute, which is enough. */
const signPause = 15_000;

export function send(worker: ServiceWorker, message: ToStreamWorker, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}

/** Keeps a service worker alive that has something to answer. @returns stops it */
export function giveSigns(worker: ServiceWorker): () => void {
  const signs = setInterval(() => send(worker, { type: 'alive' }), signPause);
  return () => clearInterval(signs);
}
