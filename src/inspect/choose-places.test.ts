import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePlaces } from './choose-places.ts';

const half = (): number => 0.5;

describe('choosePlaces()', () => {
  it('takes one that is there, and none that is not', () => {
    expect(choosePlaces({ kind: 'one', place: 3 }, 3, half)).toEqual([3]);
    expect(choosePlaces({ kind: 'one', place: 4 }, 3, half)).toEqual([]);
  });

  it('takes all where a sample would be no fewer', () => {
    expect(choosePlaces({ kind: 'all' }, 1e9, half)).toBe('all');
    expect(choosePlaces({ kind: 'sample', count: 3 }, 5, half)).toBe('all');
    expect(choosePlaces({ kind: 'sample', count: 0 }, 1, half)).toBe('all');
  });

  it('draws as many as asked between the first and the last, one from each stretch', () => {
    expect(choosePlaces({ kind: 'sample', count: 0 }, 9, half)).toEqual([1, 9]);
    expect(choosePlaces({ kind: 'sample', count: 2 }, 12, half)).toEqual([1, 4, 9, 12]);
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 0xffff_ffff }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (count, frames, drawn) => {
          fc.pre(count + 2 < frames);
          const places = choosePlaces({ kind: 'sample', count }, frames, () => drawn);
          if (places === 'all') throw new Error('a sample');
          expect(places).toHaveLength(count + 2);
          expect([places[0], places.at(-1)]).toEqual([1, frames]);
          expect(places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))).toBe(true);
        },
      ),
    );
  });
});
