import { createDiskStaging, createMemoryStaging, removeDeadSessions, type Staging } from '../staging.ts';

const folder = 'staging';
const lockPrefix = 'sealdrop-staging-';

/**
 * The worker's staging: a folder of its own in the origin private file system, marked as alive by a Web Lock that ends with
 * the worker. Folders without a lock are removed. Memory where the browser has no such storage, as in private windows.
 */
export async function openStaging(): Promise<Staging> {
  try {
    const root = await navigator.storage.getDirectory();
    if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return createMemoryStaging();
    const sessions = await root.getDirectoryHandle(folder, { create: true });
    const session = crypto.randomUUID();
    await holdForLife(lockPrefix + session);
    const { held = [] } = await navigator.locks.query();
    const alive = new Set(held.map(({ name }) => name));
    await removeDeadSessions(sessions, (name) => alive.has(lockPrefix + name));
    return createDiskStaging({ sessions, session, roomLeft });
  } catch {
    return createMemoryStaging();
  }
}

function holdForLife(lock: string): Promise<void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(lock, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(reject);
  });
}

async function roomLeft(): Promise<number | null> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? null : quota - usage;
}
