import type { DBSchema, IDBPDatabase } from 'idb';
import { connectDatabase, type DatabaseConnection } from './connection.ts';

/** What lies in the database. Values are unknown: whoever reads them checks them. */
export interface JournalSchema extends DBSchema {
  records: { key: string; value: unknown; indexes: { identityId: string } };
  /** out-of-line keys: record id, part number */
  parts: { key: [string, number]; value: unknown };
}

export type JournalDatabase = IDBPDatabase<JournalSchema>;

export type Connection = DatabaseConnection<JournalSchema>;

/** The journal's database. */
export function createConnection(name: string): Connection {
  return connectDatabase<JournalSchema>({
    name,
    version: 1,
    upgrade: (fresh, from) => {
      if (from < 1) {
        fresh.createObjectStore('records', { keyPath: 'id' }).createIndex('identityId', 'identityId');
        fresh.createObjectStore('parts');
      }
    },
  });
}
