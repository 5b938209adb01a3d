import { AppError } from '../../errors.ts';

/** What a browser's file system threw, by our names. An AppError stays as it is. */
export function storageError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : 'unknown';
  if (reason === 'QuotaExceededError') return diskFull({}, thrown);
  return new AppError('storage-unavailable', 'the browser gives no place for the opened file', {
    details: { reason },
    cause: thrown,
  });
}

export function diskFull(details: { bytes?: number; room?: number }, cause?: unknown): AppError {
  return new AppError('disk-full', 'there is no room for the opened file', {
    details: { ...details },
    cause,
  });
}

/** Acts, with failures by our names. @throws AppError `disk-full`, `storage-unavailable` */
export async function onStorage<T>(act: () => T | Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw storageError(thrown);
  }
}
