/// <reference lib="webworker" />
import type { RoutableEvent } from './routable-event.ts';

declare const self: ServiceWorkerGlobalScope;

/**
 * Stands between the shell's worker and the vault, and listens to no request: a browser asks no worker about those of a scope whose worker does not
 * listen, so that what is sealed goes to S3 past both. The scripts in this scope still come from what the shell keeps, by a static route; their names
 * have a hash, so whichever build's cache has one has the right one.
 */
self.addEventListener('install', (event: ExtendableEvent & RoutableEvent) => {
  event.waitUntil(takeUp(event));
});

async function takeUp(event: RoutableEvent): Promise<void> {
  const isRouted = await route(event);
  // Without a route the vault would not start offline: then the shell's worker has this scope as well, as it always had.
  if (isRouted) await self.skipWaiting();
  else await self.registration.unregister();
}

async function route(event: RoutableEvent): Promise<boolean> {
  try {
    await event.addRoutes?.([{ condition: { urlPattern: '/assets/*' }, source: 'cache' }]);
    return event.addRoutes !== undefined;
  } catch {
    return false;
  }
}
