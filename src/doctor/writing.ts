import { AppError, type ErrorCode } from '../errors.ts';
import { accountOf, type Examination } from './examination.ts';

/** Refusals after which nothing was written for certain. Of any other failure the answer may be lost and the object there. */
const unwritten = new Set<ErrorCode>([
  'store-denied',
  'storage-key-refused',
  'bucket-not-found',
  'checksum-refused',
]);

/** Writes an object that is removed at the end, whatever happens until then. @throws what `write` throws */
export async function writing<T>(examination: Examination, key: string, write: () => Promise<T>): Promise<T> {
  const { leftToRemove } = examination;
  leftToRemove.set(key, () => accountOf(examination).store.remove(key));
  try {
    return await write();
  } catch (thrown) {
    if (thrown instanceof AppError && unwritten.has(thrown.code)) leftToRemove.delete(key);
    throw thrown;
  }
}
