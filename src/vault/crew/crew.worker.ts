/// <reference lib="webworker" />
import { createLocalCrew } from '../../transfer/local-crew.ts';
import type { FromThread } from './crew-protocol.ts';
import { serveThread } from './serve-thread.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromThread, transfer: readonly ArrayBuffer[]): void =>
  self.postMessage(message, [...transfer]);
const serve = serveThread(createLocalCrew(), post);

self.addEventListener('message', (message) => {
  void serve(message.data);
});
post({ ready: true }, []);
