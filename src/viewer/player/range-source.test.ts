import { describe, expect, it } from 'vitest';
import { blockLength, createRangeSource, longestRead } from './range-source.ts';

const blocks = 600;

const byteAt = (place: number): number => (place * 7) % 251;
const pattern = Uint8Array.from({ length: 4 * blockLength + 251 }, (_, place) => byteAt(place));

/** A file whose bytes tell their place; answers come a piece at a time, when `answer` says so. */
function world(length = blocks * blockLength) {
  const asked: [first: number, last: number][] = [];
  const stopped: number[] = [];
  let held = false;
  const waiting: (() => void)[] = [];
  const source = createRangeSource({
    length,
    read(first, last, { onPiece, onFailure }) {
      const own = asked.push([first / blockLength, Math.ceil((last + 1) / blockLength) - 1]) - 1;
      let isOver = false;
      const answer = (): void => {
        if (isOver) return;
        if (first === 5 * blockLength) return onFailure();
        const all = pattern.slice(first % 251, (first % 251) + last + 1 - first);
        // Pieces keep to no block.
        onPiece(all.slice(0, 1000));
        if (all.length > 1000) onPiece(all.slice(1000));
      };
      if (held) waiting.push(answer);
      else queueMicrotask(answer);
      return () => {
        isOver = true;
        stopped.push(own);
      };
    },
  });
  return {
    source,
    asked,
    stopped,
    hold: () => void (held = true),
    answer: (): void => {
      for (const one of waiting.splice(0)) one();
    },
  };
}

async function search(finds: boolean): Promise<void> {
  const { source } = world(1200 * blockLength);
  for (let block = 10; block < 1190; block += 2) {
    await source.read(block * blockLength, block * blockLength + 1);
    if (finds) source.found();
  }
}

describe('createRangeSource()', () => {
  it('gives any range, across blocks, and asks once for what it has', async () => {
    const { source, asked } = world();
    const start = 11 * blockLength - 3;
    const bytes = await source.read(start, start + 10);
    expect([...bytes]).toEqual(Array.from({ length: 10 }, (_, index) => byteAt(start + index)));
    const before = asked.length;
    await source.read(start + 2, start + 5);
    expect(asked.length).toBe(before);
  });

  it('fetches ahead only where reading goes on', async () => {
    const { source, asked } = world();
    await source.read(100 * blockLength, 100 * blockLength + 1);
    await source.read(200 * blockLength, 200 * blockLength + 1);
    expect(asked).toEqual([
      [100, 100],
      [200, 200],
    ]);
    await source.read(201 * blockLength, 201 * blockLength + 1);
    expect(asked[2]).toEqual([201, 204]);
    await source.read(202 * blockLength, 202 * blockLength + 1);
    expect(asked[3]).toEqual([205, 205]);
  });

  it('forgets what was read long ago', async () => {
    const { source, asked } = world();
    for (let block = 0; block < 60; block += 2)
      await source.read(block * blockLength + 6, block * blockLength + 7);
    const before = asked.length;
    await source.read(6, 7);
    expect(asked.length).toBe(before + 1);
  });

  it('stops what was fetched ahead and nobody waits for', async () => {
    const { source, stopped, hold, answer } = world();
    await source.read(0, 1);
    hold();
    const waited = source.read(blockLength, blockLength + 1);
    source.leave();
    expect(stopped).toEqual([]);
    answer();
    await waited;
    const ahead = source.read(2 * blockLength, 2 * blockLength + 1);
    await ahead;
    source.leave();
    expect(stopped).toEqual([2]);
  });

  it('fails where the vault gives no more', async () => {
    const { source } = world();
    await expect(source.read(5 * blockLength, 5 * blockLength + 1)).rejects.toThrow('gives no more');
  });

  it('believes no file in what it says of its parts', async () => {
    const { source, asked } = world();
    const { length } = source;
    for (const [start, end] of [
      [-1, 5],
      [5, 5],
      [length - 1, length + 1],
      [0, longestRead + 1],
      [Number.NaN, 1],
    ] as const)
      await expect(source.read(start, end)).rejects.toThrow(RangeError);
    expect(asked).toEqual([]);
  });

  it('ends a search that finds nothing, and not one that does', async () => {
    await expect(search(false)).rejects.toThrow(RangeError);
    await expect(search(true)).resolves.toBeUndefined();
  });
});
