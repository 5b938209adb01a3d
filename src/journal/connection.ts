import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import { AppError } from '../errors.ts';

/** Milliseconds that opening may take; a browser whose database hangs must not stop what waits for it. */
const openPatience = 5_000;

/** What a database is: its version, and how it comes to be. */
export interface DatabasePlan<Schema extends DBSchema> {
  readonly name: string;
  readonly version: number;
  /** @param from the version that lies there; 0: none */
  readonly upgrade: (fresh: IDBPDatabase<Schema>, from: number) => void;
}

/** One database that is opened when first needed, and again after the browser closed it. */
export interface DatabaseConnection<Schema extends DBSchema> {
  /** @throws AppError `journal-unavailable` */
  use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function connectDatabase<Schema extends DBSchema>(
  plan: DatabasePlan<Schema>,
): DatabaseConnection<Schema> {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;
  const forget = (): void => {
    opening = null;
  };
  const connect = (): Promise<IDBPDatabase<Schema>> => {
    if (opening) return opening;
    const attempt = open(plan, forget);
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
async function open<Schema extends DBSchema>(
  plan: DatabasePlan<Schema>,
  onClosed: () => void,
): Promise<IDBPDatabase<Schema>> {
  const ended = new AbortController();
  const opening = openDatabase(plan, {
    upgrade: (fresh, from) => plan.upgrade(fresh, from),
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
async function openDatabase<Schema extends DBSchema>(
  { name, version }: DatabasePlan<Schema>,
  callbacks: OpenDBCallbacks<Schema>,
): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, version, callbacks);
}

function unavailable(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason = thrown instanceof Error ? thrown.name : 'unknown';
  return new AppError('journal-unavailable', `the database failed: ${reason}`, {
    details: { reason },
    cause: thrown,
  });
}
