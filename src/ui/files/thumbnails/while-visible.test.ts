import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whileVisible } from './while-visible.ts';

let look: (isIntersecting: boolean) => void = () => {};
const disconnect = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      disconnect = disconnect;
      constructor(told: (entries: readonly { readonly isIntersecting: boolean }[]) => void) {
        look = (isIntersecting) => told([{ isIntersecting }]);
      }
      observe(): void {}
    },
  );
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function watched() {
  const said: string[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is only handed on
  const stop = whileVisible({} as Element, () => {
    said.push('begun');
    return () => said.push('ended');
  });
  return { said, stop };
}

it('begins nothing for what a scroll passes', () => {
  const { said } = watched();
  look(true);
  vi.advanceTimersByTime(100);
  look(false);
  vi.advanceTimersByTime(10_000);
  expect(said).toEqual([]);
});

it('begins once something has stayed in sight, and ends when it goes', () => {
  const { said } = watched();
  look(true);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(['begun']);
  look(false);
  expect(said).toEqual(['begun', 'ended']);
  look(true);
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(['begun', 'ended', 'begun']);
});

it('ends what was begun, and what would have, when nobody looks any more', () => {
  const first = watched();
  look(true);
  vi.advanceTimersByTime(1000);
  first.stop();
  expect(first.said).toEqual(['begun', 'ended']);
  const second = watched();
  look(true);
  second.stop();
  vi.advanceTimersByTime(1000);
  expect(second.said).toEqual([]);
  expect(disconnect).toHaveBeenCalledTimes(2);
});
