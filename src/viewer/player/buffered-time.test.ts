import { describe, expect, it } from 'vitest';
import { behind, beyondGap, holds } from './buffered-time.ts';

const spans = [
  { start: 10, end: 20 },
  { start: 25, end: 30 },
];

describe('holds()', () => {
  it.each([
    [9.9, false],
    [10, true],
    [19.9, true],
    [20, false],
    [26, true],
  ])('at %d: %s', (time, expected) => {
    expect(holds(spans, time)).toBe(expected);
  });
});

describe('beyondGap()', () => {
  it('goes on where the next span begins, once everything up to there was put in', () => {
    expect(beyondGap(spans, 20, 30)).toBe(25);
    expect(beyondGap(spans, 0, 20)).toBe(10);
  });

  it('waits for what may still come, and stays where there is something', () => {
    expect(beyondGap(spans, 20, 22)).toBeNull();
    expect(beyondGap(spans, 15, 30)).toBeNull();
    expect(beyondGap(spans, 31, 40)).toBeNull();
  });
});

describe('behind()', () => {
  it('drops what lies far behind, not each second of it', () => {
    expect(behind(spans, 60, 20)).toEqual({ start: 0, end: 40 });
    expect(behind(spans, 45, 20)).toBeNull();
    expect(behind([], 45, 20)).toBeNull();
  });
});
