/// <reference lib="webworker" />
import { defaultTuning } from '../transfer/tuning.ts';
import { createCommands } from './commands.ts';
import type { FromVault } from './contract.ts';
import { openStaging } from './worker/open-staging.ts';
import { serve } from './serve.ts';
import { startSession } from './session.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (message: FromVault): void => self.postMessage(message);
// Opened at once, so that plaintext which a crash left behind is gone before anything else happens.
const staging = openStaging();
const handlers = createCommands({
  startSession,
  staging: () => staging,
  tuning: defaultTuning,
  emit: (event) => post({ event }),
});

self.addEventListener('message', (message) => {
  void serve(handlers, message.data).then((answer) => {
    if (answer) post(answer);
  });
});
