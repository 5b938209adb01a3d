import { describe, expect, it } from 'vitest';
import { formatDate, formatRate, formatSize, timeLeft } from './quantities.ts';

describe('formatSize()', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1.0 kB'],
    [1449, '1.4 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [50_018_192, '50.0 MB'],
    [5e12, '5.0 TB'],
    [5e16, '50,000 TB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatSize(bytes, 'en')).toBe(text);
  });
});

describe('formatRate()', () => {
  it.each([
    [0, '1.0 kB/s'],
    [24_300_000, '24.3 MB/s'],
    [240_300_000, '240 MB/s'],
  ])('writes %d as %s', (rate, text) => {
    expect(formatRate(rate, 'en')).toBe(text);
  });
});

describe('timeLeft()', () => {
  it.each([
    [0, { unit: 'moment' }],
    [4.9, { unit: 'moment' }],
    [5, { unit: 'seconds', count: 5 }],
    [5.1, { unit: 'seconds', count: 10 }],
    [55, { unit: 'seconds', count: 55 }],
    [55.1, { unit: 'minutes', count: 1 }],
    [61, { unit: 'minutes', count: 2 }],
    [3540, { unit: 'minutes', count: 59 }],
    [3541, { unit: 'hours', count: 1, minutes: 0 }],
    [3601, { unit: 'hours', count: 1, minutes: 15 }],
    [90_000, { unit: 'hours', count: 25, minutes: 0 }],
  ])('steps %d seconds', (seconds, expected) => {
    expect(timeLeft(seconds)).toEqual(expected);
  });
});

describe('formatDate()', () => {
  it('answers null for what is no date', () => {
    expect(formatDate('soon', 'en')).toBeNull();
    expect(formatDate('2031-03-04T09:12:44Z', 'en')).toContain('2031');
  });
});
