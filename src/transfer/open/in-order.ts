/**
 * Performs work for items in their order, several in flight, and yields the results in that order. When the consumer leaves or one
 * fails, the signal that `perform` got aborts.
 * @throws whatever `perform` throws, in the place of its item; the signal's reason
 */
export async function* inOrder<Item, Result>(input: {
  readonly items: Iterable<Item>;
  /** results and flights held at most */
  readonly ahead: number;
  readonly signal: AbortSignal;
  readonly perform: (item: Item, signal: AbortSignal) => Promise<Result>;
}): AsyncGenerator<Result, void> {
  const { items, ahead, perform } = input;
  const stop = new AbortController();
  const signal = AbortSignal.any([input.signal, stop.signal]);
  const flights: Promise<Result>[] = [];
  try {
    for (const item of items) {
      input.signal.throwIfAborted();
      const flight = perform(item, signal);
      // A failure is thrown in its place; until then, and after an earlier one, nobody waits for this flight.
      flight.catch(() => {});
      flights.push(flight);
      const oldest = flights.length === ahead ? flights.shift() : undefined;
      if (oldest) yield await oldest;
    }
    for (let oldest = flights.shift(); oldest; oldest = flights.shift()) yield await oldest;
  } finally {
    stop.abort();
  }
}
