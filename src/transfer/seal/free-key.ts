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
    /** the beginning of the key, slash included */
    readonly folder: string;
    readonly name: string;
    readonly from: number;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly key: string; readonly copy: number }> {
  const { folder, name, from, signal } = request;
  const { names } = reservations;
  if (from > 1) names.forget();
  for (let copy = from; copy <= maxCopies; copy++) {
    const key = objectKey(folder, name, copy);
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

/**
 * The key of the name itself, reserved.
 * @param request.replaces whether it may be taken by what is stored; never by what is being stored
 * @throws AppError `name-taken`, `name-invalid` when the key gets too long, or what the store throws
 */
export async function reserveOwnKey(
  store: ObjectStore,
  reservations: KeyReservations,
  request: {
    readonly folder: string;
    readonly name: string;
    readonly replaces: boolean;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly key: string; readonly copy: number }> {
  const { folder, name, replaces, signal } = request;
  const key = objectKey(folder, name);
  const taken = () => new AppError('name-taken', 'an object has this name', { details: { name } });
  if (!(await reservations.take(key))) throw taken();
  try {
    if (!replaces && (await reservations.names.isTaken(store, { folder, key, signal }))) throw taken();
    reservations.names.doubt(key);
    return { key, copy: 1 };
  } catch (thrown) {
    reservations.release(key);
    throw thrown;
  }
}
