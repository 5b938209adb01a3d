/// <reference types="vite/client" />
import { verifyScript } from '../../integrity/verify-script.ts';
import { createScriptPolicy } from '../script-policy.ts';
import { verifiedWorker, type WorkerPort } from '../verified-worker.ts';
// oxlint-disable-next-line import/default -- Vite makes this module
import workerUrl from './crew.worker.ts?worker&url';

/** Written into the vault's script by the build, so that the vault's own hash covers it. In development there is none. */
declare const sealdropCrewIntegrity: string | undefined;

let scriptUrl: (() => URL) | undefined;

/**
 * Starts one thread below the vault's worker, if its script is the one of this build.
 * @throws whatever the browser throws where workers cannot start workers
 */
export function startCrewWorker(): WorkerPort {
  const url = new URL(workerUrl, import.meta.url);
  scriptUrl ??= createScriptPolicy('sealdrop-crew', url);
  const blessed = scriptUrl();
  const integrity = typeof sealdropCrewIntegrity === 'undefined' ? null : sealdropCrewIntegrity;
  const verified = verifyScript(url, integrity, 'force-cache');
  return verifiedWorker(verified, () => new Worker(blessed, { type: 'module', name: 'crew' }));
}
