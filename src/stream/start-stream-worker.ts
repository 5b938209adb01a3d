import { statedIntegrity } from '../integrity/stated-integrity.ts';
import { verifyScript } from '../integrity/verify-script.ts';

const scope = '/stream/';
const workerPath = '/stream/worker.js';

type Policy = Readonly<{ createScriptURL(url: string): URL }>;
let policy: Policy | null | undefined;
let updated = false;

/**
 * The service worker that answers `/stream/`, registered with the first download. It controls no page.
 * @throws what the browser says where it will have no service worker, as in private windows; AppError `script-altered` where the site has another
 * one than the page was built with, in which case files go another way
 */
export async function startStreamWorker(container: ServiceWorkerContainer): Promise<ServiceWorker> {
  if (!updated) {
    const script = new URL(workerPath, globalThis.location.origin);
    await verifyScript(script, statedIntegrity(workerPath), 'no-cache');
  }
  const registration = await container.register(blessed(), { scope, updateViaCache: 'none' });
  if (registration.active && !updated) await registration.update().catch(() => {});
  updated = true;
  const coming = registration.installing ?? registration.waiting;
  if (coming) await settled(coming);
  if (registration.active === null) throw new Error('the service worker was not installed');
  return registration.active;
}

/** Resolves when the worker took over, or was given up. */
function settled(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

/** Where the page enforces Trusted Types, a service worker starts from a blessed URL only: this one, and no other. */
function blessed(): URL {
  const expected = new URL(workerPath, globalThis.location.origin);
  policy ??=
    globalThis.trustedTypes?.createPolicy('sealdrop-stream', {
      createScriptURL(url) {
        if (url !== expected.href) throw new TypeError('not the service worker');
        return url;
      },
    }) ?? null;
  return policy ? policy.createScriptURL(expected.href) : expected;
}
