import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopbackHost } from '../server/loopback-host.ts';
import type { ServiceHandler } from '../server/service.ts';
import { loadProvider } from './load-provider.ts';
import type { OidcRecords } from './oidc-records.ts';
import { assets } from './pages.ts';
import { providerConfiguration, type ProviderTraits } from './provider-configuration.ts';
import type { ProviderKeys } from './provider-keys.ts';
import { pageHeaders } from './send-page.ts';
import { handleSignIn } from './sign-in-interaction.ts';
import { createUserDirectory, type LocalUser } from './users.ts';

export interface OidcOptions {
  /** `http://localhost:<port>` and the path of `traits` */
  readonly issuer: string;
  readonly traits: ProviderTraits;
  readonly appOrigin: string;
  readonly tokenSeconds: number;
  readonly users: readonly LocalUser[];
  readonly keys: ProviderKeys;
  readonly records: OidcRecords;
  readonly logger: (line: string) => void;
}

/** of the pages' own addresses, wherever the issuer is */
const pagesMount = '/_oidc';
const submitScript = "document.getElementById('op.logoutForm').submit();\n";

/** The OpenID provider under its issuer's path, with pages of its own for signing in and out. */
export async function createOidcService(options: OidcOptions): Promise<ServiceHandler> {
  const Provider = await loadProvider();
  const users = createUserDirectory(options.users);
  const provider = new Provider(options.issuer, providerConfiguration({ ...options, users }));
  provider.on('server_error', (_context, error) => {
    options.logger(`local OIDC provider: ${error.stack ?? error.message}`);
  });
  const callback = provider.callback();
  const style = await readFile(new URL('pages.css', import.meta.url));
  const files: ReadonlyMap<string, readonly [type: string, content: Buffer]> = new Map([
    [assets.style, ['text/css; charset=utf-8', style]],
    [assets.script, ['text/javascript; charset=utf-8', Buffer.from(submitScript)]],
  ]);
  const { origin, pathname: mount } = new URL(options.issuer);
  const mounts = [mount, pagesMount];

  return {
    matches: (_request, path) => mounts.some((one) => path === one || path.startsWith(`${one}/`)),
    describe: () => ({ service: 'oidc', operation: '', key: null, partNumber: null }),
    handle: async (request, response) => {
      // The library builds its addresses from Host: a foreign name must not get any.
      if (!isLoopbackHost(request.headers.host)) {
        request.resume();
        response.writeHead(421).end();
        return;
      }
      const url = request.url ?? mount;
      const path = url.split('?', 1)[0] ?? mount;
      const file = files.get(path);
      if (file !== undefined) return sendFile(response, file);
      if (path.startsWith(`${pagesMount}/sign-in/`)) {
        const parts = { provider, users, listed: options.users, appOrigin: options.appOrigin, origin };
        return handleSignIn(parts, request, response, path);
      }
      await forward(request, response, { callback, mount, appOrigin: options.appOrigin });
    },
  };
}

/** Hands a request to the provider as if it stood at the root; it finds its mount point from `originalUrl`. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  to: {
    readonly callback: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
    readonly mount: string;
    readonly appOrigin: string;
  },
): Promise<void> {
  const { callback, mount, appOrigin } = to;
  const url = request.url ?? mount;
  // The library adds the hash of its own inline script to this policy where it needs one.
  const headers = Object.entries(pageHeaders(appOrigin)).filter(([name]) => name !== 'cache-control');
  for (const [name, value] of headers) response.setHeader(name, value);
  Object.assign(request, { originalUrl: url, url: url.slice(mount.length) || '/' });
  await callback(request, response);
}

function sendFile(response: ServerResponse, [type, content]: readonly [type: string, content: Buffer]): void {
  response
    .writeHead(200, {
      'content-type': type,
      'content-length': content.length,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    })
    .end(content);
}
