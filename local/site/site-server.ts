import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { headersNameOf, siteHeaders } from '../../infra/security-headers.ts';
import { readSiteDocuments } from '../../infra/site-documents.ts';

/** Paths of the single page; everything else must be a file of the build. */
const pagePaths = new Set(['/', '/index.html', '/callback']);

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
};

export interface SiteOptions {
  /** the folder of the production build */
  readonly folder: string;
  /** The app's `/config.json` and the origins it speaks to; asked for at each request, so both may be known late. */
  readonly deployment: () => {
    /** `http://localhost:5173`: requests under another host name are sent here, where sign-in works */
    readonly origin: string;
    /** null: the local AWS is still starting, and so is the site */
    readonly config: unknown;
    readonly connectTo: readonly string[];
  };
}

interface Site {
  readonly documents: ReturnType<typeof readSiteDocuments>;
  readonly files: ReadonlyMap<string, string>;
}

/** Serves the production build with its security headers. The server is not listening yet. */
export async function createSiteServer(options: SiteOptions): Promise<Server> {
  const site = { documents: readSiteDocuments(options.folder), files: await filesBelow(options.folder) };
  return createServer((request, response) => {
    answer(request, response, site, options);
  });
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { documents, files }: Site,
  options: SiteOptions,
): void {
  const { origin, config, connectTo } = options.deployment();
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  if (request.headers.host !== new URL(origin).host) {
    response
      .writeHead(307, { location: `${origin}${request.url?.startsWith('/') === true ? request.url : '/'}` })
      .end();
    return;
  }
  const headers = siteHeaders({ connectTo, ...documents });
  if (config === null) {
    response
      .writeHead(503, { ...headers.page, 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' })
      .end('The local AWS is still starting. Try again in a moment.\n');
    return;
  }
  if (path === '/config.json') {
    response
      .writeHead(200, { ...headers.page, 'content-type': mediaTypes['.json'], 'cache-control': 'no-store' })
      .end(JSON.stringify(config));
    return;
  }
  const file = files.get(pagePaths.has(path) ? '/index.html' : path);
  if (file === undefined) {
    response
      .writeHead(404, { ...headers.page, 'content-type': 'text/plain; charset=utf-8' })
      .end('Not found\n');
    return;
  }
  response.writeHead(200, {
    ...headers[headersNameOf(path)],
    'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream',
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}

/** URL path -> file, fixed when the server starts: no request ever becomes a file name. */
async function filesBelow(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [`/${relative(folder, file).split(sep).join('/')}`, file];
      }),
  );
}
