import type { Claims } from '../transfer/journal-port.ts';

const prefix = 'sealdrop ';

/** Claims among all tabs where the browser has Web Locks, otherwise within this one. */
export function createClaims(): Claims {
  const locks = typeof navigator === 'undefined' || !('locks' in navigator) ? null : navigator.locks;
  return locks ? createLockClaims(locks) : createMemoryClaims();
}

/** What claims use of Web Locks. Source: W3C Web Locks API. */
export interface Locks {
  request(
    name: string,
    options: { readonly ifAvailable: true },
    callback: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>;
}

/** Over Web Locks, which the browser takes back from a tab or worker that died. */
export function createLockClaims(locks: Locks): Claims {
  return {
    claim: (name) =>
      new Promise((resolve, reject) => {
        const held = locks.request(`${prefix}${name}`, { ifAvailable: true }, (lock) => {
          if (lock === null) {
            resolve(null);
            return undefined;
          }
          return new Promise<void>((release) => resolve(release));
        });
        held.catch(reject);
      }),
    async held() {
      const { held = [] } = await locks.query();
      const names = held.flatMap(({ name }) => (name?.startsWith(prefix) === true ? [name] : []));
      return new Set(names.map((name) => name.slice(prefix.length)));
    },
  };
}

export function createMemoryClaims(): Claims {
  const held = new Map<string, object>();
  return {
    claim: async (name) => {
      if (held.has(name)) return null;
      const holder = {};
      held.set(name, holder);
      return () => void (held.get(name) === holder && held.delete(name));
    },
    held: async () => new Set(held.keys()),
  };
}
