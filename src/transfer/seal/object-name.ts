import { utf8Encode } from '../../bytes/text.ts';
import { AppError } from '../../errors.ts';

/** S3's limit, in bytes of UTF-8. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
export const maxKeyLength = 1024;

/**
 * The stored name of a file: its own name, normalised to NFC. File names are hostile text; what could mislead a person or a
 * system that reads the bucket is refused, never repaired.
 * @throws AppError `name-invalid` with `problem`: `empty`, `dots`, `separator`, `control` or `not-text`.
 */
export function objectName(fileName: string): string {
  const problem = nameProblem(fileName);
  if (problem !== null) throw nameInvalid(problem);
  return fileName.normalize('NFC');
}

function nameProblem(name: string): string | null {
  if (name === '') return 'empty';
  if (name === '.' || name === '..') return 'dots';
  if (/\p{Surrogate}/u.test(name)) return 'not-text';
  if (/[/\\]/u.test(name)) return 'separator';
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) return 'control';
  return null;
}

/**
 * The key of the `copy`-th file of a name: `folder/name`, then `folder/stem (2).ext` and so on. `folder`: the beginning of the key, slash included.
 * @throws AppError `name-invalid` with `problem: 'too-long'` when the key exceeds 1,024 bytes of UTF-8.
 */
export function objectKey(folder: string, name: string, copy = 1): string {
  const key = `${folder}${numberedName(name, copy)}`;
  const { length } = utf8Encode(key);
  if (length > maxKeyLength) throw nameInvalid('too-long', length);
  return key;
}

/** `report.pdf` -> `report (2).pdf`. A leading dot begins no extension. */
export function numberedName(name: string, copy: number): string {
  if (copy === 1) return name;
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || dot === name.length - 1) return `${name} (${copy})`;
  return `${name.slice(0, dot)} (${copy})${name.slice(dot)}`;
}

function nameInvalid(problem: string, length: number | null = null): AppError {
  return new AppError('name-invalid', `this name cannot be stored: ${problem}`, {
    details: { problem, length },
  });
}
