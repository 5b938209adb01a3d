/// <reference lib="webworker" />
import { createClaims } from '../journal/claims.ts';
import { openJournal } from '../journal/open-journal.ts';
import { defaultTuning } from '../transfer/tuning.ts';
import { createCommands } from './commands.ts';
import type { FromVault } from './contract.ts';
import { createCrew, threadsFor } from './crew/create-crew.ts';
import { serve } from './serve.ts';
import { startSession } from './session.ts';
import { createThumbnailShelf } from './thumbnails/thumbnail-shelf.ts';
import { openSinks } from './worker/open-sinks.ts';

declare const self: DedicatedWorkerGlobalScope;

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
const post = (message: FromVault): void => self.postMessage(message);
// Opened at once, so that plaintext which a crash left behind is gone before anything else happens.
const sinks = openSinks();
const journal = openJournal();
const handlers = createCommands({
  startSession,
  sinks: () => sinks,
  journal: async () => (await journal).journal,
  thumbnails: createThumbnailShelf(),
  claims: createClaims(),
  crew: createCrew({ threads: threadsFor(navigator.hardwareConcurrency) }),
  tuning: defaultTuning,
  emit: (event) => post({ event }),
});

async function answer(data: unknown): Promise<void> {
  const reply = await serve(handlers, data);
  if (reply) post(reply);
}

self.addEventListener('message', (message) => {
  void answer(message.data);
});
