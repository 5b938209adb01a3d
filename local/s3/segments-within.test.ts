import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentsWithin } from './blob-store.ts';

const segmentsOf = (sizes: readonly number[]) =>
  sizes.map((size, index) => ({ blob: String(index), size, checksum: null }));

const bytesOf = (some: ReturnType<typeof segmentsWithin>['segments']): string[] =>
  some.flatMap(({ blob, size }) => Array.from({ length: size }, (_, at) => `${blob}.${at}`));

describe('segmentsWithin()', () => {
  it.each([
    { first: 0, last: 0, blobs: '0', at: [0, 0] },
    { first: 3, last: 4, blobs: '01', at: [3, 4] },
    { first: 4, last: 8, blobs: '1', at: [0, 4] },
    { first: 9, last: 10, blobs: '23', at: [0, 1] },
    { first: 0, last: 11, blobs: '0123', at: [0, 11] },
  ])('finds bytes $first..$last', ({ first, last, blobs, at }) => {
    const found = segmentsWithin(segmentsOf([4, 5, 1, 2]), first, last);
    expect(found.segments.map(({ blob }) => blob).join('')).toBe(blobs);
    expect([found.first, found.last]).toEqual(at);
  });

  it('names the same bytes as all segments together do, and no segment in vain', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.nat(), fc.nat(), (lengths, one, other) => {
        const segments = segmentsOf(lengths);
        const all = bytesOf(segments);
        const [first = 0, last = 0] = [one % all.length, other % all.length].toSorted((a, b) => a - b);
        const found = segmentsWithin(segments, first, last);
        const within = bytesOf(found.segments);
        expect(within.slice(found.first, found.last + 1)).toEqual(all.slice(first, last + 1));
        const used = new Set(all.slice(first, last + 1).map((byte) => byte.split('.')[0]));
        expect(found.segments.map(({ blob }) => blob)).toEqual([...used]);
      }),
    );
  });
});
