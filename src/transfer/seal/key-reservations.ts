import type { Claims, RecordId } from '../journal-port.ts';
import { createFolderNames, type FolderNames } from './folder-names.ts';

/** Keys that uploads of this browser are about to write, in any tab, so that two files of one name do not race each other. */
export interface KeyReservations {
  /** False when the key is taken. */
  take(key: string): Promise<boolean>;
  release(key: string): void;
  /** what this vault knows of the keys that are stored */
  readonly names: FolderNames;
}

/** The claim on a transfer: one tab at a time works on it. */
export function recordClaim(id: RecordId): string {
  return `record ${id}`;
}

/** The claim on a key that is about to be written. */
export function keyClaim(key: string): string {
  return `key ${key}`;
}

/** For all files of one vault. */
export function createKeyReservations(
  claims: Claims,
  now: () => number = () => performance.now(),
): KeyReservations {
  const taken = new Map<string, () => void>();
  return {
    async take(key) {
      if (taken.has(key)) return false;
      // Held within this vault from now on; other tabs are asked meanwhile.
      taken.set(key, () => {});
      let letGo: (() => void) | null = null;
      try {
        letGo = await claims.claim(keyClaim(key));
      } finally {
        if (letGo === null) taken.delete(key);
        else taken.set(key, letGo);
      }
      return letGo !== null;
    },
    release(key) {
      taken.get(key)?.();
      taken.delete(key);
    },
    names: createFolderNames(now),
  };
}

/** The same, but for keys that interrupted uploads will be completed under. */
export function sparing(reservations: KeyReservations, keys: ReadonlySet<string>): KeyReservations {
  return { ...reservations, take: async (key) => !keys.has(key) && reservations.take(key) };
}
