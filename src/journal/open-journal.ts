import type { Journal } from '../transfer/journal-port.ts';
import { createConnection } from './database.ts';
import { createDatabaseJournal } from './database-journal.ts';
import { createMemoryJournal } from './memory-journal.ts';

const databaseName = 'sealdrop-journal';

export interface OpenedJournal {
  readonly journal: Journal;
  /** false: it ends with the page, because this browser gives it no database */
  readonly lasting: boolean;
}

/** The browser's database where it can be opened, otherwise memory: a journal that cannot be used never stops a transfer. Never throws. */
export async function openJournal(name = databaseName): Promise<OpenedJournal> {
  const connection = createConnection(name);
  try {
    await connection.use(() => Promise.resolve());
    return { journal: createDatabaseJournal(connection), lasting: true };
  } catch {
    return { journal: createMemoryJournal(), lasting: false };
  }
}
