import { describe, expect, it } from 'vitest';
import { createRemoval } from './removal.ts';

const nothing = (): void => {};

/** Things that go at the given try, and what was waited for. */
function things(goesAt: Readonly<Record<string, number>>) {
  const left = new Map(Object.entries(goesAt));
  const tries = new Map<string, number>();
  const waited: number[] = [];
  let lists = 0;
  let told = 0;
  let onDone = nothing;
  const done = new Promise<void>((resolve) => (onDone = resolve));
  const removal = createRemoval({
    list: async () => {
      lists += 1;
      if (left.size === 0) onDone();
      return [...left.keys()];
    },
    remove: async (name) => {
      const tried = (tries.get(name) ?? 0) + 1;
      tries.set(name, tried);
      if (tried < (left.get(name) ?? 0)) throw new Error('not yet');
      left.delete(name);
    },
    onRemoved: () => void (told += 1),
    wait: async (milliseconds) => void waited.push(milliseconds),
  });
  return { removal, done, waited, tries, facts: () => ({ left: left.size, lists, told }) };
}

describe('createRemoval()', () => {
  it('tries each until it is gone, ever more rarely, and tells when something went', async () => {
    const { removal, done, waited, tries, facts } = things({ a: 1, b: 8 });
    removal.begin();
    await done;
    expect(facts()).toEqual({ left: 0, lists: 9, told: 2 });
    expect(tries).toEqual(
      new Map([
        ['a', 1],
        ['b', 8],
      ]),
    );
    expect(waited).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is under way once, and begins again when asked after it ended', async () => {
    const { removal, done, facts } = things({});
    removal.begin();
    removal.begin();
    await done;
    expect(facts().lists).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    removal.begin();
    expect(facts().lists).toBe(2);
  });

  it('ends where nothing can be listed, or nothing is to be removed any more', async () => {
    let lists = 0;
    const removal = createRemoval({
      list: async () => {
        lists += 1;
        if (lists === 1) throw new Error('no journal');
        return ['a'];
      },
      remove: () => Promise.reject(new Error('offline')),
      onRemoved: nothing,
      wait: () => Promise.reject(new DOMException('ended', 'AbortError')),
    });
    for (const expected of [1, 2]) {
      removal.begin();
      await new Promise((resolve) => setImmediate(resolve));
      expect(lists).toBe(expected);
    }
  });
});
