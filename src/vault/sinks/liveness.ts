/** Tells one thread of the death of another: a port says nothing when its other side is gone, a lock is let go. */
export interface Liveness {
  /** Resolves once the lock is held, with the function that lets go. A thread that dies lets go as well. */
  hold(lock: string): Promise<() => void>;
  /** Resolves when nobody holds the lock any more. Stays pending once the signal aborted. */
  gone(lock: string, signal: AbortSignal): Promise<void>;
}

export function createLiveness(locks: LockManager): Liveness {
  return {
    hold: (lock) =>
      new Promise((resolve, reject) => {
        locks.request(lock, () => new Promise<void>((release) => resolve(release))).catch(reject);
      }),
    gone: (lock, signal) =>
      new Promise((resolve) => {
        locks.request(lock, { signal }, () => resolve()).catch(() => {});
      }),
  };
}
