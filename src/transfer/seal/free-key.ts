import { AppError } from '../../errors.ts';
import type { KeyReservations } from './key-reservations.ts';
import { objectKey } from './object-name.ts';
import type { ObjectStore } from '../store-port.ts';

/** Copies of one name that are tried before giving up. */
const maxCopies = 200;

/**
 * The first free key for a name, reserved; `from` is the copy number to begin with. Asks by listing: S3 answers a HEAD
 * of a missing key with 403 where listing is allowed by prefix only.
 * @throws AppError `name-taken` when very many copies exist, `name-invalid` when the key gets too long.
 */
export async function reserveFreeKey(
  store: ObjectStore,
  reservations: KeyReservations,
  request: {
    readonly identityId: string;
    readonly name: string;
    readonly from: number;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly key: string; readonly copy: number }> {
  const { identityId, name, from, signal } = request;
  for (let copy = from; copy <= maxCopies; copy++) {
    const key = objectKey(identityId, name, copy);
    if (!(await reservations.take(key))) continue;
    try {
      const { objects } = await store.list({ prefix: key, continuation: null, limit: 1, signal });
      // Keys are listed in byte order, so the key itself comes before all that it is a prefix of.
      if (objects[0]?.key !== key) return { key, copy };
    } catch (thrown) {
      reservations.release(key);
      throw thrown;
    }
    reservations.release(key);
  }
  throw new AppError('name-taken', `more than ${maxCopies} objects have this name`, { details: { name } });
}
