import { describe, expect, it } from 'vitest';
import { pageCountOf, pageOf, pageRange, stepByKey } from './paging.ts';

describe('pages', () => {
  it('hold each item once', () => {
    expect([0, 39, 40, 79].map((index) => pageOf(index, 40))).toEqual([0, 0, 1, 1]);
    expect([0, 1, 40, 41].map((count) => pageCountOf(count, 40))).toEqual([1, 1, 1, 2]);
    expect(pageRange(1, 40, 55)).toEqual({ from: 40, to: 55 });
    expect(pageRange(9, 40, 55)).toEqual({ from: 55, to: 55 });
  });
});

describe('stepByKey()', () => {
  it('goes on over the edge of a page and stops at the ends', () => {
    expect(stepByKey('ArrowDown', 39, 100, 40)).toBe(40);
    expect(stepByKey('ArrowUp', 0, 100, 40)).toBe(0);
    expect(stepByKey('PageDown', 90, 100, 40)).toBe(99);
    expect(stepByKey('PageUp', 50, 100, 40)).toBe(10);
    expect(stepByKey('Home', 50, 100, 40)).toBe(0);
    expect(stepByKey('End', 50, 4_194_305, 40)).toBe(4_194_304);
  });

  it('leaves other keys and empty lists alone', () => {
    expect(stepByKey('Tab', 1, 10, 40)).toBeNull();
    expect(stepByKey('ArrowDown', 0, 0, 40)).toBeNull();
  });
});
