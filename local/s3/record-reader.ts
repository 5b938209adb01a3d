import { stat } from 'node:fs/promises';
import { CorruptFile, readJsonFile } from './json-file.ts';
import { type KeyRecord, keyRecordSchema } from './records.ts';

/** Records kept: an object of thousands of parts is read range by range, and checking its record takes longer than a range. */
const kept = 8;

/**
 * Reads the records of keys, the latest ones from memory as long as their files are the same.
 * @returns what reads a file that must be of that key; it throws CorruptFile
 */
export function createRecordReader(): (file: string, key: string) => Promise<KeyRecord> {
  const latest = new Map<string, { readonly stamp: string; readonly record: KeyRecord }>();
  return async (file, key) => {
    const stamp = await stampOf(file);
    const found = latest.get(file);
    latest.delete(file);
    const record = found !== undefined && found.stamp === stamp ? found.record : await readRecord(file, key);
    latest.set(file, { stamp, record });
    for (const oldest of latest.keys()) {
      if (latest.size <= kept) break;
      latest.delete(oldest);
    }
    return record;
  };
}

/** Another one for every file that is renamed into its place, and for every change that leaves a trace. */
async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    throw new CorruptFile(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readRecord(file: string, key: string): Promise<KeyRecord> {
  const record = await readJsonFile(file, keyRecordSchema);
  if (record.key !== key) throw new CorruptFile(`${file}: it is another key's`);
  return record;
}
