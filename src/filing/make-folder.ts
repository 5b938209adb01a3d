import { AppError } from '../errors.ts';
import { utf8Encode } from '../bytes/text.ts';
import { maxKeyLength } from '../transfer/seal/object-name.ts';
import type { FilingStore } from './filing-port.ts';
import { parseFolderPath } from './folder-path.ts';

/**
 * Keeps an empty folder. Its name is no secret, and the marker holds nothing: it is not sealed.
 * @param path below the person's own prefix, as in `StoredFolder`
 * @throws AppError `name-invalid`, or a `store-*`, access or network code
 */
export async function makeFolder(
  { filing, identityId }: { readonly filing: FilingStore; readonly identityId: string },
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const key = `${identityId}/${parseFolderPath(path)}`;
  const { length } = utf8Encode(key);
  if (path === '' || length > maxKeyLength) {
    const problem = path === '' ? 'empty' : 'too-long';
    throw new AppError('name-invalid', `this folder cannot be kept: ${problem}`, {
      details: { problem, length },
    });
  }
  await filing.putMarker({ key, signal });
}
