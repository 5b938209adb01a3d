const storageKey = 'sealdrop.tab';

/** What a claim uses of Web Locks. Source: W3C Web Locks API. */
export interface TabLocks {
  request(
    name: string,
    options: { readonly signal: AbortSignal },
    callback: () => Promise<never>,
  ): Promise<unknown>;
}

/**
 * Milliseconds that a reloaded page waits for the one before it to let go.
 */
const patience = 1_000;

/**
 * A tab that is duplicated, or opened by a script, begins with a copy of the other's sessionStorage, refresh token included. Refresh tokens
 * rotate: whoever spends one that was spent ends the sign-in of both (RFC 9700, section 4.14.2). So each sign-in belongs to one tab, by a lock
 * that goes away with it.
 * @returns whether the session that `storage` holds is this tab's own; true where the browser has no Web Locks
 */
export async function claimTab(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  locks: TabLocks | undefined,
  wait: (milliseconds: number) => AbortSignal = (milliseconds) => AbortSignal.timeout(milliseconds),
): Promise<boolean> {
  if (locks === undefined) return true;
  const known = storage.getItem(storageKey);
  const id = known ?? crypto.randomUUID();
  storage.setItem(storageKey, id);
  return new Promise((resolve) => {
    const held = locks.request(`sealdrop tab ${id}`, { signal: wait(patience) }, () => {
      resolve(true);
      // Until the page is gone.
      return new Promise<never>(() => {});
    });
    held.catch(() => resolve(false));
  });
}

/** From now on the session is a new one: this tab's, whatever it was copied from. */
export function renounceTab(storage: Pick<Storage, 'removeItem'>): void {
  storage.removeItem(storageKey);
}
