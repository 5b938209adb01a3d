import type { PageMessage } from './page-message.ts';

/** Keeps the app. */
const shellPath = '/shell.js';
/** Has what the app's workers ask of others pass by that one. */
const directPath = '/direct.js';

/**
 * Registers the service worker that keeps this build's own files, so that the app starts without a connection, and before it the one that keeps it
 * out of the vault's way. It is no other's business: where the browser will have none, as in some private windows, nothing happens.
 * @param entry URL of the page's own script, by which the worker knows whether the page is of its build
 * @param verify rejects where a script is not the one of this build
 */
export async function startShellWorker(
  container: ServiceWorkerContainer,
  entry: string,
  verify: (script: URL) => Promise<void>,
): Promise<void> {
  const urlOf = blessing([directPath, shellPath]);
  const register = async (path: string, scope: string): Promise<ServiceWorkerRegistration> => {
    await verify(full(path));
    return container.register(urlOf(path), { scope, updateViaCache: 'none' });
  };
  // The shell's takes up what has no other worker: that of the vault's scripts has to be there before.
  await register(directPath, '/assets/');
  const registration = await register(shellPath, '/');
  // The first one takes up its work by itself.
  if (registration.active !== null) await replace(registration, entry);
  // A page that was loading while the first one took up its work is left out of it.
  const { active } = await container.ready;
  if (container.controller === null) tell(active, { type: 'serve-me' });
}

/** Where a worker of another build is there, and this page is the only one, the worker of this build takes its place. */
async function replace(registration: ServiceWorkerRegistration, entry: string): Promise<void> {
  await registration.update();
  const coming = registration.installing ?? registration.waiting;
  if (coming === null) return;
  await installed(coming);
  tell(coming, { type: 'take-over', entry: new URL(entry).pathname });
}

function tell(worker: ServiceWorker | null, message: PageMessage): void {
  worker?.postMessage(message, []);
}

/** Resolves when it has all files of its build, or was given up. */
function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state !== 'installing') resolve();
    };
    worker.addEventListener('statechange', look);
    look();
  });
}

function full(path: string): URL {
  return new URL(path, globalThis.location.origin);
}

/** Where the page enforces Trusted Types, a service worker starts from a blessed URL only: those of these paths, and no other. */
function blessing(paths: readonly string[]): (path: string) => URL {
  const policy = globalThis.trustedTypes?.createPolicy('sealdrop-shell', {
    createScriptURL(path) {
      if (!paths.includes(path)) throw new TypeError('not a worker of the shell');
      return full(path).href;
    },
  });
  return (path) => policy?.createScriptURL(path) ?? full(path);
}
