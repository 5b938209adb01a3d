import type { Bytes } from '../bytes/bytes.ts';
import { AppError, isAbort } from '../errors.ts';

/** Milliseconds without a byte after which a body counts as broken off. */
const idleLimit = 30_000;

/** A body on its way into one array. */
interface Filling {
  /** Takes the next bytes, to lie at `offset`: how many they are, or null at the end. */
  more(offset: number): Promise<number | null>;
  cancel(): Promise<void>;
  /** All of it; only once every byte is there. */
  bytes(): Bytes;
}

/**
 * Reads a body of known length into one array, without a second copy. The browser fills that array itself where it can:
 * the chunks it would hand out otherwise are garbage at once, as much as the body.
 * @throws AppError `service-unreachable` with `reason: 'body-broke-off'` when it ends early, breaks or stalls;
 * `store-answer-invalid` when it is longer
 */
export async function readBody(body: ReadableStream, length: number, idle = idleLimit): Promise<Bytes> {
  const filling = fillInPlace(body, length) ?? fillByChunks(body, length);
  const cancel = (): void => void filling.cancel().catch(() => {});
  // A read that waits ends when its reader is cancelled, as at the end of the body.
  const watch = watchIdle(idle, cancel);
  let offset = 0;
  try {
    for (;;) {
      const added = await filling.more(offset);
      if (added === null) break;
      offset += added;
      watch.moved();
    }
  } catch (thrown) {
    cancel();
    if (thrown instanceof AppError || isAbort(thrown)) throw thrown;
    throw brokeOff(offset, length, thrown);
  } finally {
    watch.end();
  }
  if (offset !== length) throw brokeOff(offset, length, undefined);
  return filling.bytes();
}

/** Null where the body is no byte stream, as in WebKit. */
function fillInPlace(body: ReadableStream, length: number): Filling | null {
  const reader = byteReaderOf(body);
  if (reader === null) return null;
  let buffer = new ArrayBuffer(length);
  return {
    async more(offset) {
      if (offset === length) {
        const { done } = await reader.read(new Uint8Array(1));
        if (!done) throw tooLong(length);
        return null;
      }
      // Each read takes the buffer away and gives it back as another object.
      const { done, value } = await reader.read(new Uint8Array(buffer, offset));
      if (done) return null;
      buffer = value.buffer;
      return value.length;
    },
    cancel: () => reader.cancel(),
    bytes: () => new Uint8Array(buffer),
  };
}

function byteReaderOf(body: ReadableStream): ReadableStreamBYOBReader | null {
  if (!('ReadableStreamBYOBReader' in globalThis)) return null;
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

function fillByChunks(body: ReadableStream, length: number): Filling {
  const reader: ReadableStreamDefaultReader<unknown> = body.getReader();
  const bytes = new Uint8Array(length);
  return {
    async more(offset) {
      const { done, value } = await reader.read();
      if (done) return null;
      if (!(value instanceof Uint8Array) || offset + value.length > length) throw tooLong(length);
      bytes.set(value, offset);
      return value.length;
    },
    cancel: () => reader.cancel(),
    bytes: () => bytes,
  };
}

/** One timer for a body, where a GiB takes thousands of reads. */
function watchIdle(idle: number, onIdle: () => void): { moved(): void; end(): void } {
  let last = performance.now();
  let timer = setTimeout(look, idle);
  function look(): void {
    const left = last + idle - performance.now();
    if (left <= 0) onIdle();
    else timer = setTimeout(look, left);
  }
  return {
    moved: () => void (last = performance.now()),
    end: () => clearTimeout(timer),
  };
}

function tooLong(length: number): AppError {
  return new AppError('store-answer-invalid', 'the body is longer than its range', { details: { length } });
}

function brokeOff(received: number, length: number, cause: unknown): AppError {
  return new AppError('service-unreachable', 'the answer broke off', {
    details: { reason: 'body-broke-off', received, length },
    cause,
  });
}
