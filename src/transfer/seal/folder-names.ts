import type { ObjectStore } from '../store-port.ts';

/** Milliseconds for which a listing is believed. Who believes it wrongly meets `name-taken`, never another's object. */
const believedFor = 60_000;
/** Names asked for one by one before the folder is listed: for a few files that is dearer. */
const askedAlone = 3;
const pageLength = 1000;
const maxPages = 5;

/** Names that are taken in one person's folder. Many files in a short time do not ask S3 for each. */
export interface FolderNames {
  /** @throws what the store throws */
  isTaken(
    store: ObjectStore,
    request: { readonly folder: string; readonly key: string; readonly signal: AbortSignal },
  ): Promise<boolean>;
  /** Somebody here is about to write this key: whether it is taken must be asked from now on. */
  doubt(key: string): void;
  /** What was listed proved wrong. */
  forget(): void;
}

interface Listing {
  readonly folder: string;
  readonly keys: ReadonlySet<string>;
  /** false: the folder holds more */
  readonly whole: boolean;
  readonly until: number;
}

/** @param now milliseconds, from any start */
export function createFolderNames(now: () => number): FolderNames {
  const doubted = new Set<string>();
  let asked: readonly number[] = [];
  let listing: Listing | null = null;
  let isListing = false;

  const current = (folder: string): Listing | null =>
    listing?.folder === folder && listing.until > now() ? listing : null;

  const known = (folder: string, key: string): boolean | null => {
    const believed = current(folder);
    if (believed?.keys.has(key) === true) return true;
    return believed?.whole === true && !doubted.has(key) ? false : null;
  };

  const isBurst = (): boolean => {
    const since = now() - believedFor;
    return asked.filter((time) => time > since).length >= askedAlone;
  };

  const list = async (store: ObjectStore, folder: string, signal: AbortSignal): Promise<void> => {
    const keys = new Set<string>();
    // As old as its first page.
    const until = now() + believedFor;
    let continuation: string | null = null;
    for (let pages = 0; pages < maxPages && (pages === 0 || continuation !== null); pages++) {
      const page = await store.list({ prefix: folder, continuation, limit: pageLength, signal });
      for (const { key } of page.objects) keys.add(key);
      ({ continuation } = page);
    }
    listing = { folder, keys, whole: continuation === null, until };
    for (const key of doubted) if (keys.has(key)) doubted.delete(key);
  };

  /** S3 answers a HEAD of a missing key with 403 where listing is allowed by prefix only, so this lists. */
  const ask = async (store: ObjectStore, key: string, signal: AbortSignal): Promise<boolean> => {
    asked = [...asked, now()].slice(-askedAlone);
    const { objects } = await store.list({ prefix: key, continuation: null, limit: 1, signal });
    // Keys are listed in byte order, so the key itself comes before all that it is a prefix of.
    return objects[0]?.key === key;
  };

  return {
    async isTaken(store, { folder, key, signal }) {
      // One lists; who comes meanwhile asks alone, and waits for nobody who may be paused or cancelled.
      if (current(folder) === null && !isListing && isBurst()) {
        isListing = true;
        try {
          await list(store, folder, signal);
        } finally {
          isListing = false;
        }
      }
      return known(folder, key) ?? ask(store, key, signal);
    },
    doubt: (key) => void doubted.add(key),
    forget() {
      listing = null;
      asked = [];
    },
  };
}
