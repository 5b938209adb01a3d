import { createStore, type ReadableStore } from './store.ts';

export type Connection = 'online' | 'offline';

/**
 * Whether the device has a network, as the browser says: `online` is no promise that anything answers.
 * @param answers where all that is needed may be on the device itself: whether it is there, which is asked where the browser says that there is no network
 */
export function createConnection(
  page: Pick<Window, 'addEventListener'> & { readonly navigator: Pick<Navigator, 'onLine'> },
  answers: (() => Promise<boolean>) | null = null,
): ReadableStore<Connection> {
  const now = (): Connection => (page.navigator.onLine ? 'online' : 'offline');
  const store = createStore(now());
  const tryAll = async (): Promise<void> => {
    if (answers !== null && now() === 'offline' && (await answers())) store.set('online');
  };
  const look = (): void => {
    store.set(now());
    void tryAll();
  };
  page.addEventListener('online', look);
  page.addEventListener('offline', look);
  void tryAll();
  return { get: store.get, subscribe: store.subscribe };
}
