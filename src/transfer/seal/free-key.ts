import { AppError } from '../../errors.ts';
import type { KeyReservations } from './key-reservations.ts';
import { objectKey } from './object-name.ts';
import type { ObjectStore } from '../store-port.ts';

/** Copies of one name that are tried before giving up. */
const maxCopies = 200;

/**
 * The first free key for a name, reserved; `from` is the copy number to begin with, above 1 after the one before it turned out
 * to be taken. A key may be taken by the time it is written: only a conditional write is sure.
 * @throws AppError `name-taken` when very many copies exist, `name-invalid` when the key gets too long, or what the store throws
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
  const { names } = reservations;
  const folder = `${identityId}/`;
  if (from > 1) names.forget();
  for (let copy = from; copy <= maxCopies; copy++) {
    const key = objectKey(identityId, name, copy);
    if (!(await reservations.take(key))) continue;
    try {
      if (!(await names.isTaken(store, { folder, key, signal }))) {
        names.doubt(key);
        return { key, copy };
      }
    } catch (thrown) {
      reservations.release(key);
      throw thrown;
    }
    reservations.release(key);
  }
  throw new AppError('name-taken', `more than ${maxCopies} objects have this name`, { details: { name } });
}
