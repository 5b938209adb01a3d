import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import { AppError } from '../errors.ts';

/** What lies in the database. Values are unknown: whoever reads them checks them. */
export interface JournalSchema extends DBSchema {
  records: { key: string; value: unknown; indexes: { identityId: string } };
  /** out-of-line keys: record id, part number */
  parts: { key: [string, number]; value: unknown };
}

export type JournalDatabase = IDBPDatabase<JournalSchema>;

const version = 1;

/** Milliseconds that opening may take; a browser whose database hangs must not stop a transfer. */
const openPatience = 5_000;

/** One database that is opened when first needed, and again after the browser closed it. */
export interface Connection {
  /** @throws AppError `journal-unavailable` */
  use<T>(work: (database: JournalDatabase) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function createConnection(name: string): Connection {
  let opening: Promise<JournalDatabase> | null = null;
  const forget = (): void => {
    opening = null;
  };
  const connect = (): Promise<JournalDatabase> => {
    if (opening) return opening;
    const attempt = open(name, forget);
    attempt.catch(() => {
      if (opening === attempt) forget();
    });
    opening = attempt;
    return attempt;
  };
  return {
    async use(work) {
      try {
        return await work(await connect());
      } catch (thrown) {
        throw unavailable(thrown);
      }
    },
    async close() {
      const current = opening;
      forget();
      await current?.then(
        (database) => database.close(),
        () => {},
      );
    },
  };
}

/** Opens and upgrades. An older page that keeps its older version open does not hold this one up: it fails instead. */
async function open(name: string, onClosed: () => void): Promise<JournalDatabase> {
  const ended = new AbortController();
  const opening = openDatabase(name, {
    upgrade: (fresh, from) => {
      if (from < 1) {
        fresh.createObjectStore('records', { keyPath: 'id' }).createIndex('identityId', 'identityId');
        fresh.createObjectStore('parts');
      }
    },
    blocked: () => ended.abort('another page keeps an older version open'),
    // A newer page wants to upgrade: step aside, and fail from now on instead of holding it up.
    blocking: (_current, _wanted, event) => {
      onClosed();
      if (event.target instanceof IDBDatabase) event.target.close();
    },
    terminated: onClosed,
  });
  const timer = setTimeout(() => ended.abort('it does not open'), openPatience);
  const obstacle = new Promise<never>((_resolve, reject) => {
    ended.signal.addEventListener('abort', () => {
      reject(new AppError('journal-unavailable', `the database cannot be used: ${ended.signal.reason}`));
    });
  });
  const closeLate = async (): Promise<void> => {
    const database = await opening;
    if (ended.signal.aborted) database.close();
  };
  closeLate().catch(() => {});
  try {
    return await Promise.race([opening, obstacle]);
  } finally {
    clearTimeout(timer);
  }
}

/** As a promise, also where a browser refuses at once. */
async function openDatabase(
  name: string,
  callbacks: OpenDBCallbacks<JournalSchema>,
): Promise<JournalDatabase> {
  return openDB<JournalSchema>(name, version, callbacks);
}

function unavailable(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason = thrown instanceof Error ? thrown.name : 'unknown';
  return new AppError('journal-unavailable', `the database failed: ${reason}`, {
    details: { reason },
    cause: thrown,
  });
}
