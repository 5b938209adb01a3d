import { createStore, type ReadableStore } from './store.ts';

export type Connection = 'online' | 'offline';

/** Whether the device has a network, as the browser says: `online` is no promise that anything answers. */
export function createConnection(
  page: Pick<Window, 'addEventListener'> & { readonly navigator: Pick<Navigator, 'onLine'> },
): ReadableStore<Connection> {
  const now = (): Connection => (page.navigator.onLine ? 'online' : 'offline');
  const store = createStore(now());
  const look = (): void => store.set(now());
  page.addEventListener('online', look);
  page.addEventListener('offline', look);
  return { get: store.get, subscribe: store.subscribe };
}
