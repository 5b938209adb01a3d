import type { Bytes } from '../bytes/bytes.ts';
import { AppError, isAbort } from '../errors.ts';

/** Milliseconds without a byte after which a body counts as broken off. */
const idleLimit = 60_000;

/**
 * Reads a body of known length into one array, without a second copy.
 * @throws AppError `service-unreachable` with `reason: 'body-broke-off'` when it ends early, breaks or stalls;
 * `store-answer-invalid` when it is longer
 */
export async function readBody(body: ReadableStream, length: number, idle = idleLimit): Promise<Bytes> {
  const bytes = new Uint8Array(length);
  const reader: ReadableStreamDefaultReader<unknown> = body.getReader();
  let offset = 0;
  try {
    for (;;) {
      const { done, value } = await withinTime(reader.read(), idle);
      if (done) break;
      if (!(value instanceof Uint8Array) || offset + value.length > length) {
        throw new AppError('store-answer-invalid', 'the body is longer than its range', {
          details: { length },
        });
      }
      bytes.set(value, offset);
      offset += value.length;
    }
  } catch (thrown) {
    reader.cancel().catch(() => {});
    if (thrown instanceof AppError || isAbort(thrown)) throw thrown;
    throw brokeOff(offset, length, thrown);
  }
  if (offset !== length) throw brokeOff(offset, length, undefined);
  return bytes;
}

async function withinTime<T>(reading: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no byte arrived in time')), milliseconds);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function brokeOff(received: number, length: number, cause: unknown): AppError {
  return new AppError('service-unreachable', 'the answer broke off', {
    details: { reason: 'body-broke-off', received, length },
    cause,
  });
}
