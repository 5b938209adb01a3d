import type { Bytes } from '../../bytes/bytes.ts';
import { assertLength } from './read-header.ts';
import type { ObjectStore } from '../store-port.ts';

/** Bytes `first..last`, inclusive. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Ranges of whole frames, about `fetchLength` bytes each; of plain `fetchLength` bytes where a frame is longer than that. */
export function* bodyRanges(message: {
  readonly headerLength: number;
  /** bytes a regular frame takes in the object */
  readonly frameStride: number;
  readonly size: number;
  readonly fetchLength: number;
}): Generator<ByteRange, void> {
  const { headerLength, frameStride, size, fetchLength } = message;
  const step = frameStride > fetchLength ? fetchLength : Math.floor(fetchLength / frameStride) * frameStride;
  for (let first = headerLength; first < size; first += step) {
    yield { first, last: Math.min(first + step, size) - 1 };
  }
}

/**
 * Reads ranges of one version of an object, several in flight, and yields them in order. Holds at most `lookahead` of them.
 * @throws AppError `object-changed`, `store-answer-invalid`, or whatever the store throws, in the place of its range
 */
export async function* fetchAhead(
  store: ObjectStore,
  request: {
    readonly key: string;
    readonly etag: string;
    readonly size: number;
    readonly ranges: Iterable<ByteRange>;
    readonly lookahead: number;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<Bytes, void> {
  const { key, etag, ranges, lookahead } = request;
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const flights: Promise<Bytes>[] = [];
  const fetchRange = async ({ first, last }: ByteRange): Promise<Bytes> => {
    const { bytes } = await store.read({ key, first, last, etag, signal });
    assertLength(bytes, last - first + 1);
    return bytes;
  };
  try {
    for (const range of ranges) {
      request.signal.throwIfAborted();
      const flight = fetchRange(range);
      // A failure is thrown in its place; until then, and after an earlier one, nobody waits for this flight.
      flight.catch(() => {});
      flights.push(flight);
      const oldest = flights.length === lookahead ? flights.shift() : undefined;
      if (oldest) yield await oldest;
    }
    for (let oldest = flights.shift(); oldest; oldest = flights.shift()) yield await oldest;
  } finally {
    stop.abort();
  }
}
