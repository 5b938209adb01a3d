import { AppError } from '../../errors.ts';
import type { ObjectStore } from '../store-port.ts';

/**
 * The same store, which also tells a missing object from a forbidden one: S3 answers 403 for both where listing is allowed by
 * prefix only, and the listing knows.
 */
export function namingMissing(store: ObjectStore): ObjectStore {
  const orMissing = async <T>(
    { key, signal }: { readonly key: string; readonly signal: AbortSignal },
    asking: Promise<T>,
  ): Promise<T> => {
    try {
      return await asking;
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'store-denied') throw thrown;
      const listed = await store
        .list({ prefix: key, continuation: null, limit: 1, signal })
        .catch(() => null);
      // Keys are listed in byte order, so the key itself comes before all that it is a prefix of.
      if (listed === null || listed.objects[0]?.key === key) throw thrown;
      throw new AppError('store-not-found', 'the object is not in the listing', { details: thrown.details });
    }
  };
  return {
    ...store,
    read: (request) => orMissing(request, store.read(request)),
    head: (request) => orMissing(request, store.head(request)),
  };
}
