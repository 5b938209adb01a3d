import type { VaultSinks } from '../environment.ts';
import { createLiveness } from '../sinks/liveness.ts';
import { createPrivateFiles, removeDeadSessions, type PrivateFiles } from '../sinks/private-files.ts';
import { createSinks } from '../sinks/create-sinks.ts';

const sessionsFolder = 'staging';
const begunFolder = 'begun';
const lockPrefix = 'sealdrop-staging-';

/** The worker's sinks. What dead sessions left of whole files is removed first. */
export async function openSinks(): Promise<VaultSinks> {
  return createSinks({ files: await openPrivateFiles(), liveness: createLiveness(navigator.locks) });
}

/**
 * A folder of this worker's own in the origin private file system, marked as alive by a Web Lock that ends with the worker.
 * Folders without a lock are removed. Null where the browser has no such storage, as in private windows.
 */
async function openPrivateFiles(): Promise<PrivateFiles | null> {
  try {
    const root = await navigator.storage.getDirectory();
    if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype)) return null;
    const sessions = await root.getDirectoryHandle(sessionsFolder, { create: true });
    const begun = await root.getDirectoryHandle(begunFolder, { create: true });
    const session = crypto.randomUUID();
    await createLiveness(navigator.locks).hold(lockPrefix + session);
    const { held = [] } = await navigator.locks.query();
    const alive = new Set(held.map(({ name }) => name));
    await removeDeadSessions(sessions, (name) => alive.has(lockPrefix + name));
    return createPrivateFiles({
      sessions,
      session,
      begun,
      roomLeft,
      canMove: 'move' in FileSystemFileHandle.prototype,
    });
  } catch {
    return null;
  }
}

async function roomLeft(): Promise<number | null> {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? null : quota - usage;
}
