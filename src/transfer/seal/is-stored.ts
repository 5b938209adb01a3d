import { equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { ObjectStore } from '../store-port.ts';

/** Milliseconds for a look at what an interrupted write left behind. */
const lookPatience = 10_000;

/** A missing object is denied where listing is allowed by prefix only; the last one is an object shorter than a header. */
const notThere: ReadonlySet<ErrorCode> = new Set(['store-not-found', 'store-denied', 'store-answer-invalid']);

export interface SealedMessage {
  readonly key: string;
  /** with its tag; it holds a random message id, so an object that begins with it is this message */
  readonly header: Bytes;
  /** bytes of the whole message */
  readonly length: number;
}

/**
 * The write of a whole file whose answer nobody had yet: it may have taken place all the same. With what the file was like
 * when it was sealed.
 */
export type UnsettledWrite = SealedMessage & Pick<File, 'size' | 'lastModified'>;

/** Whether the message lies under its key. @throws AppError when that is not to be seen just now */
export async function isStored(
  store: ObjectStore,
  { key, header, length }: SealedMessage,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const found = await store.read({ key, first: 0, last: header.length - 1, signal });
    return found.size === length && equalBytes(found.bytes, header);
  } catch (thrown) {
    if (thrown instanceof AppError && notThere.has(thrown.code)) return false;
    throw thrown;
  }
}

/** A write whose answer was lost may have taken place all the same, and its retry then finds the name taken. */
export async function unlessStored(
  store: ObjectStore,
  message: SealedMessage,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    const looking = isStored(store, message, AbortSignal.timeout(lookPatience));
    if (!(await looking.catch(() => false))) throw thrown;
  }
}
