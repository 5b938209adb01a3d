import { deleteDB, type DBSchema, type IDBPDatabase } from 'idb';
import * as v from 'valibot';
import { equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { connectDatabase } from '../../journal/connection.ts';
import type { EncryptedDataKey } from '../../message/header.ts';

/** Sealed thumbnails on the device, by owner. All of it is as the browser gives it back: whoever opens one verifies it. Methods throw AppError `journal-unavailable`. */
export interface ThumbnailShelf {
  /** The wrapped key that an owner's thumbnails are sealed under. */
  wrappedKey(owner: string): Promise<EncryptedDataKey | null>;
  /** The sealed message under this name. */
  find(owner: string, name: string): Promise<Bytes | null>;
  /**
   * Keeps one, and the wrapped key where none lies there; the oldest leave where there are too many.
   * @returns false: another key lies there, and nothing was kept
   */
  keep(owner: string, one: NamedMessage, key: EncryptedDataKey): Promise<boolean>;
  remove(owner: string, name: string): Promise<void>;
  /** Removes an owner's thumbnails, and their key. */
  removeOwner(owner: string): Promise<void>;
  /** Removes everybody else's. */
  keepOnly(owner: string): Promise<void>;
  /** Removes all of it, and the database. */
  clear(): Promise<void>;
}

interface NamedMessage {
  readonly name: string;
  readonly message: Bytes;
}

interface ShelfSchema extends DBSchema {
  /** by owner. Values are unknown: whoever reads them checks them. */
  keys: { key: string; value: unknown };
  /** out-of-line keys: owner, name */
  thumbnails: { key: [string, string]; value: unknown; indexes: { keptAt: number } };
}

type Database = IDBPDatabase<ShelfSchema>;

/** A thumbnail and its message take at most some 38 KiB: about 60 MiB together. */
const usualCapacity = 1600;

const bytes = v.custom<Bytes>(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
  'must be bytes',
);
const keptKey = v.strictObject({ providerId: v.string(), providerInfo: bytes, ciphertext: bytes });
const keptThumbnail = v.strictObject({ keptAt: v.number(), message: bytes });

/** The shelf in IndexedDB, which is made when the first one is kept. A database of its own: it can go without the journal. */
export function createThumbnailShelf(
  name = 'sealdrop-thumbnails',
  { capacity = usualCapacity, now = () => Date.now() } = {},
): ThumbnailShelf {
  const connection = connectDatabase<ShelfSchema>({
    name,
    version: 1,
    upgrade: (fresh) => {
      fresh.createObjectStore('keys');
      fresh.createObjectStore('thumbnails').createIndex('keptAt', 'keptAt');
    },
  });
  return {
    wrappedKey: (owner) => connection.use((database) => keyOf(database, owner)),

    find: (owner, wanted) =>
      connection.use(async (database) => {
        const stored = await database.get('thumbnails', [owner, wanted]);
        const read = v.safeParse(keptThumbnail, stored);
        return read.success ? read.output.message : null;
      }),

    keep: (owner, one, key) =>
      connection.use(async (database) => {
        const transaction = database.transaction(['keys', 'thumbnails'], 'readwrite');
        const keys = transaction.objectStore('keys');
        const lying = v.safeParse(keptKey, await keys.get(owner));
        const isOther = lying.success && !equalBytes(lying.output.ciphertext, key.ciphertext);
        if (!isOther) {
          const { name: under, message } = one;
          const thumbnails = transaction.objectStore('thumbnails');
          await Promise.all([
            lying.success ? null : keys.put({ ...key }, owner),
            thumbnails.put({ keptAt: now(), message }, [owner, under]),
          ]);
          let tooMany = (await thumbnails.count()) - capacity;
          let oldest = tooMany > 0 ? await thumbnails.index('keptAt').openCursor() : null;
          for (; oldest !== null && tooMany > 0; tooMany -= 1) {
            await oldest.delete();
            oldest = await oldest.continue();
          }
        }
        await transaction.done;
        return !isOther;
      }),

    remove: (owner, unwanted) =>
      connection.use((database) => database.delete('thumbnails', [owner, unwanted])),

    removeOwner: (owner) =>
      connection.use(async (database) => {
        const transaction = database.transaction(['keys', 'thumbnails'], 'readwrite');
        await Promise.all([
          transaction.objectStore('keys').delete(owner),
          transaction.objectStore('thumbnails').delete(allOf(owner)),
          transaction.done,
        ]);
      }),

    keepOnly: (owner) =>
      connection.use(async (database) => {
        const transaction = database.transaction(['keys', 'thumbnails'], 'readwrite');
        const [keys, thumbnails] = [transaction.objectStore('keys'), transaction.objectStore('thumbnails')];
        await Promise.all([
          keys.delete(IDBKeyRange.upperBound(owner, true)),
          keys.delete(IDBKeyRange.lowerBound(owner, true)),
          thumbnails.delete(IDBKeyRange.upperBound([owner], true)),
          thumbnails.delete(IDBKeyRange.lowerBound([owner, []], true)),
          transaction.done,
        ]);
      }),

    async clear() {
      await connection.close();
      try {
        await deleteDB(name);
      } catch (cause) {
        throw new AppError('journal-unavailable', 'the thumbnails could not be removed', { cause });
      }
    },
  };
}

async function keyOf(database: Database, owner: string): Promise<EncryptedDataKey | null> {
  const read = v.safeParse(keptKey, await database.get('keys', owner));
  return read.success ? read.output : null;
}

/** Every name of one owner: an array sorts after all texts. */
function allOf(owner: string): IDBKeyRange {
  return IDBKeyRange.bound([owner], [owner, []]);
}
