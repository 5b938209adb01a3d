/// <reference lib="webworker" />
import { answerFor, cacheNameOf, hashedPage, othersOf, type KeptBuild } from './kept-build.ts';
import { readPageMessage } from './page-message.ts';
import type { RoutableEvent } from './routable-event.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written into this script by the build. */
declare const sealdropBuild: KeptBuild;

const build = sealdropBuild;
const { origin } = self.location;
const policyHeader = 'content-security-policy';

// No skipWaiting: an older build's pages keep their worker, and its files, until the last of them is closed.
self.addEventListener('install', (event) => {
  leaveOthersToTheNetwork(event);
  event.waitUntil(keepAll('default'));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeUp());
});

self.addEventListener('message', (event) => {
  const message = readPageMessage(event.data);
  if (message?.type === 'take-over') event.waitUntil(replaceIfAlone(message.entry));
  if (message?.type === 'serve-me') event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  switch (answerFor(request, build, origin)) {
    case 'page':
      return event.respondWith(page(request));
    case 'config':
      return event.respondWith(config(request));
    case 'file':
      return event.respondWith(file(request));
    case 'leave':
      return undefined;
  }
});

/** What the page asks of others need not wake this worker, nor wait for it, where the browser can be told so. Those of the vault's never come here: see `direct.worker.ts`. */
function leaveOthersToTheNetwork(event: ExtendableEvent & RoutableEvent): void {
  if (event.addRoutes === undefined || !('URLPattern' in self)) return;
  const rules = [
    { condition: { urlPattern: '/*' }, source: 'fetch-event' },
    { condition: { urlPattern: new URLPattern({}) }, source: 'network' },
  ];
  // A browser that does not take the rules asks this worker, which leaves those requests alone.
  event.addRoutes(rules).catch(() => {});
}

/**
 * All files of this build or none: `integrity` refuses what another build, or somebody, put in the place of one.
 * @param cached where the browser's own cache may answer for names with a hash, which never change
 */
async function keepAll(cached: RequestCache): Promise<void> {
  const name = cacheNameOf(build);
  const hadIt = await caches.has(name);
  try {
    const cache = await caches.open(name);
    await Promise.all([
      ...Object.entries(build.files)
        .filter(([path]) => path !== '/')
        .map(([path, integrity]) =>
          keep(cache, path, { integrity, cache: path.startsWith('/assets/') ? cached : 'no-cache' }),
        ),
      keep(cache, '/', { cache: 'no-cache' }),
      // Where it cannot be had, the page says so when it needs it.
      cache.add('/config.json').catch(() => {}),
    ]);
  } catch (thrown) {
    if (!hadIt) await caches.delete(name);
    throw thrown;
  }
}

async function keep(cache: Cache, path: string, how: RequestInit): Promise<void> {
  const response = await fetch(path, how);
  // A page that came by a redirect is one that no navigation may be answered with.
  const isGood = response.ok && !response.redirected && (path !== '/' || (await isOurPage(response)));
  if (!isGood) throw new TypeError(`${path} cannot be kept`);
  await cache.put(path, response);
}

async function takeUp(): Promise<void> {
  const others = othersOf(build, await caches.keys());
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The one page that is open, of this very build, need not be closed before this worker serves it. */
async function replaceIfAlone(entry: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.length === 1 && Object.hasOwn(build.files, entry)) await self.skipWaiting();
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheNameOf(build));
  return cache.match(path, { ignoreVary: true });
}

async function page(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    return (await kept('/')) ?? Response.error();
  }
  if (response.ok && (await isReconfigured(response))) await keepAll('reload').catch(() => {});
  return response;
}

/** The same build under another policy: a deployment that speaks to other addresses now. What was kept has the headers of before. */
async function isReconfigured(response: Response): Promise<boolean> {
  const before = await kept('/');
  if (before?.headers.get(policyHeader) === response.headers.get(policyHeader)) return false;
  return isOurPage(response);
}

/** Of this build. Browsers do not check it by its `integrity`, since not all of it is hashed. */
async function isOurPage(response: Response): Promise<boolean> {
  const html = new TextEncoder().encode(hashedPage(await response.clone().text()));
  const digest = await crypto.subtle.digest('SHA-384', html);
  return build.files['/'] === `sha384-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

async function config(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  try {
    const response = await fetch(request);
    if (response.ok) {
      const cache = await caches.open(cacheNameOf(build));
      await cache.put(path, response.clone());
    }
    return response;
  } catch {
    return (await kept(path)) ?? Response.error();
  }
}

/** Where the browser has dropped what was kept, the network's is held against its hash: that of a worker's script, too, for which a page has no means. */
async function file(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  const integrity = build.files[path] ?? '';
  const cache = request.cache === 'only-if-cached' ? 'default' : request.cache;
  return (await kept(path)) ?? fetch(path, { integrity, cache });
}
