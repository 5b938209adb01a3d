import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { writeAtomically } from './atomic-write.ts';
import { DataFolderError } from './data-folder-error.ts';
import { errnoCode } from './errno.ts';

/** One JSON document held in memory and on disk. */
export interface JsonFile<T> {
  readonly value: T;
  /** Replaces the document. Resolves when this value, or a later one, is on disk. */
  save(next: T): Promise<void>;
}

/**
 * Opens a JSON file of the data folder, or starts it with `first()` when it does not exist yet.
 * @throws DataFolderError when the file is unreadable, not JSON, or not of the schema.
 */
export async function openJsonFile<T>(
  path: string,
  schema: v.GenericSchema<unknown, T>,
  first: () => T,
): Promise<JsonFile<T>> {
  const stored = await readJson(path, schema);
  let value: T = stored ?? first();
  let lastWrite: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;

  const save = (next: T): Promise<void> => {
    value = next;
    // One write in progress and one waiting are enough: the one that waits takes whatever is newest when its turn comes.
    waiting ??= lastWrite
      .catch(() => undefined)
      .then(() => {
        waiting = null;
        return (lastWrite = writeAtomically(path, JSON.stringify(value, null, 2)));
      });
    return waiting;
  };
  if (stored === null) await save(value);
  return {
    get value() {
      return value;
    },
    save,
  };
}

async function readJson<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if (errnoCode(cause) === 'ENOENT') return null;
    throw new DataFolderError(
      `${path} cannot be read (${errnoCode(cause) ?? 'unknown'}): check its permissions.`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw broken(path, 'it is not JSON');
  }
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]) ?? 'the document';
  throw broken(path, `${field} is not what it should be`);
}

function broken(path: string, problem: string): DataFolderError {
  return new DataFolderError(
    `${path} is damaged or not ours (${problem}): move it away, or use another data folder, and start again.`,
  );
}
