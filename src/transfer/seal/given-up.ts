import type { Journal, RecordId, SealRecord } from '../journal-port.ts';
import { isUnavailable } from './notes.ts';

/**
 * Writes down that nobody wants to go on with an upload, where a cancel could not remove what S3 holds of it, so that it is removed later and not
 * offered. Where there is no record, or no journal any more, there is nothing to write.
 */
export async function noteGivenUp(journal: Journal, id: RecordId): Promise<void> {
  try {
    const record = await journal.get(id);
    if (record?.kind === 'seal') await journal.put({ ...record, givenUp: true });
  } catch (thrown) {
    if (!isUnavailable(thrown)) throw thrown;
  }
}

/** A person who cancelled may think again before it is removed. @throws AppError `journal-unavailable` */
export async function takeUpAgain(journal: Journal, record: SealRecord): Promise<SealRecord> {
  if (!record.givenUp) return record;
  const again = { ...record, givenUp: false };
  await journal.put(again);
  return again;
}
