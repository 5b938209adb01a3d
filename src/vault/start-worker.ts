/// <reference types="vite/client" />
import { statedIntegrity } from '../integrity/stated-integrity.ts';
import { verifyScript } from '../integrity/verify-script.ts';
import { createScriptPolicy } from './script-policy.ts';
import { verifiedWorker, type WorkerPort } from './verified-worker.ts';
// oxlint-disable-next-line import/default -- Vite makes this module
import workerUrl from './vault.worker.ts?worker&url';

const url = new URL(workerUrl, import.meta.url);
const scriptUrl = createScriptPolicy('sealdrop-worker', url);

/** Starts the vault's worker, if its script is the one that the page states. */
export function startVaultWorker(): WorkerPort {
  const verified = verifyScript(url, statedIntegrity(url.pathname), 'force-cache');
  return verifiedWorker(verified, () => new Worker(scriptUrl(), { type: 'module', name: 'vault' }));
}
