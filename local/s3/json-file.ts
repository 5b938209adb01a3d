import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

/** A metadata file that is not what this server writes. */
export class CorruptFile extends Error {
  override readonly name = 'CorruptFile';
}

/** Writes beside and renames, so that a reader or a crash sees the old file or the new one, never half of one. */
export async function writeJsonFile(path: string, value: unknown, temporaryFolder: string): Promise<void> {
  const temporary = join(temporaryFolder, randomUUID());
  try {
    await writeFile(temporary, JSON.stringify(value));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** @throws CorruptFile when it cannot be read or is not what the schema says */
export async function readJsonFile<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new CorruptFile(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result = v.safeParse(schema, parsed, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new CorruptFile(`${path}: ${v.getDotPath(issue) ?? 'file'}: ${issue.message}`);
}
