import { AppError } from '../errors.ts';

/**
 * Works through items with so many in flight. When one fails the others are aborted and waited for, then the
 * originating error is thrown, not the aborts it caused.
 */
export async function inLanes<Item>(input: {
  readonly items: readonly Item[];
  readonly lanes: number;
  readonly signal: AbortSignal;
  readonly perform: (item: Item, lane: number, signal: AbortSignal) => Promise<void>;
}): Promise<void> {
  const { items, lanes, signal, perform } = input;
  const siblings = new AbortController();
  const both = AbortSignal.any([signal, siblings.signal]);
  let next = 0;
  const failures: Error[] = [];
  const work = async (lane: number): Promise<void> => {
    while (!both.aborted) {
      const item = items[next];
      if (item === undefined) return;
      next += 1;
      try {
        await perform(item, lane, both);
      } catch (thrown) {
        failures.push(thrown instanceof Error ? thrown : AppError.from(thrown));
        siblings.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, (_, lane) => work(lane)));
  signal.throwIfAborted();
  const [originating] = failures;
  if (originating) throw originating;
}
