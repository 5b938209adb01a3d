import { AppError } from '../errors.ts';
import type { Journal, TransferRecord } from '../transfer/journal-port.ts';
import type { Connection, JournalDatabase } from './database.ts';
import { readBackPart, readBackRecord } from './read-back.ts';

/**
 * The journal in IndexedDB. What guards nonces is on disk before it is called done (`durability: 'strict'`); removals may take
 * a moment longer: what a crash brings back of them is found out when it is resumed.
 */
export function createDatabaseJournal(connection: Connection): Journal {
  return {
    put: (record) =>
      connection.use(async (database) => {
        try {
          await putRecord(database, record);
        } catch (thrown) {
          // Some browsers give out handles and cannot keep them.
          const unkeepable = thrown instanceof DOMException && thrown.name === 'DataCloneError';
          if (!unkeepable || record.handle === null) throw thrown;
          await putRecord(database, { ...record, handle: null });
        }
      }),

    get: (id) =>
      connection.use(async (database) => {
        const stored = await database.get('records', id);
        if (stored === undefined) return null;
        const record = readBackRecord(stored);
        if (record === null) await removeAll(database, [id]);
        return record;
      }),

    list: (identityId) =>
      connection.use(async (database) => {
        const stored = await database.getAllFromIndex('records', 'identityId', identityId);
        const { sound, damaged } = sorted(stored);
        await removeAll(database, damaged);
        return sound.toSorted((left, right) => left.createdAt - right.createdAt);
      }),

    remove: (id) => connection.use((database) => removeAll(database, [id])),

    putPart: (id, part) =>
      connection.use(async (database) => {
        const transaction = database.transaction(['records', 'parts'], 'readwrite', { durability: 'strict' });
        const kept = await transaction.objectStore('records').count(id);
        if (kept === 0) throw new AppError('journal-unavailable', 'a part of a record that is not kept');
        const { partNumber, tags, crc } = part;
        // A copy of exactly these bytes: cloning a view would store the whole buffer it lies in.
        const put = transaction
          .objectStore('parts')
          .put({ partNumber, tags: tags.slice(), crc }, [id, partNumber]);
        await Promise.all([put, transaction.done]);
      }),

    part: (id, partNumber) =>
      connection.use(async (database) => {
        const stored = await database.get('parts', [id, partNumber]);
        if (stored === undefined) return null;
        const part = readBackPart(stored);
        return part?.partNumber === partNumber ? part : 'damaged';
      }),

    partCount: (id) => connection.use((database) => database.count('parts', partsOf(id))),

    keepOnly: (identityId) =>
      connection.use(async (database) => {
        const { sound, damaged } = sorted(await database.getAll('records'));
        const others = sound.filter((record) => record.identityId !== identityId);
        await removeAll(database, [...damaged, ...others.map(({ id }) => id)]);
        return others;
      }),
  };
}

async function putRecord(database: JournalDatabase, record: TransferRecord): Promise<void> {
  const transaction = database.transaction('records', 'readwrite', { durability: 'strict' });
  await Promise.all([transaction.store.put(record), transaction.done]);
}

async function removeAll(database: JournalDatabase, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const transaction = database.transaction(['records', 'parts'], 'readwrite', { durability: 'relaxed' });
  const records = transaction.objectStore('records');
  const parts = transaction.objectStore('parts');
  await Promise.all([
    ...ids.flatMap((id) => [records.delete(id), parts.delete(partsOf(id))]),
    transaction.done,
  ]);
}

/** Every part of one record: an array sorts after all numbers. */
function partsOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

function sorted(stored: readonly unknown[]): {
  readonly sound: readonly TransferRecord[];
  readonly damaged: readonly string[];
} {
  const sound: TransferRecord[] = [];
  const damaged: string[] = [];
  for (const each of stored) {
    const record = readBackRecord(each);
    if (record !== null) sound.push(record);
    else if (typeof each === 'object' && each !== null && 'id' in each && typeof each.id === 'string')
      damaged.push(each.id);
  }
  return { sound, damaged };
}
