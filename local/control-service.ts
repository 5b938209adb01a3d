import { isLoopbackHost } from './server/loopback-host.ts';
import type { ServiceHandler } from './server/service.ts';

/**
 * `POST /_local/expire-sessions` ends all temporary credentials, `POST /_local/end-sign-ins` all sign-ins and refresh
 * tokens. Guarded as the other controls: a header that other origins cannot send, and a loopback Host.
 */
export function createControlService(options: {
  readonly expireCredentials: () => Promise<void>;
  readonly endSignIns: () => Promise<void>;
}): ServiceHandler {
  const controls: ReadonlyMap<string, () => Promise<void>> = new Map([
    ['/_local/expire-sessions', options.expireCredentials],
    ['/_local/end-sign-ins', options.endSignIns],
  ]);
  return {
    matches: (_request, path) => controls.has(path),
    handle: async (request, response) => {
      const perform = controls.get((request.url ?? '').split('?', 1)[0] ?? '');
      request.resume();
      if (request.headers['x-sealdrop-local'] !== '1' || !isLoopbackHost(request.headers.host)) {
        response.writeHead(403).end();
      } else if (request.method !== 'POST' || perform === undefined) {
        response.writeHead(405, { allow: 'POST' }).end();
      } else {
        await perform();
        response.writeHead(204).end();
      }
    },
  };
}
