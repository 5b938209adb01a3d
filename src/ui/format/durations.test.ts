import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration } from './durations.ts';

describe('formatDuration()', () => {
  it.each([
    [0, '0 ms'],
    [3.21, '3.2 ms'],
    [12.6, '13 ms'],
    [999, '999 ms'],
    [1440, '1.4 sec'],
    [59_900, '59.9 sec'],
    [90_000, '1.5 min'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds, 'en')).toBe(text);
  });
});

describe('formatClock()', () => {
  it('has thousandths', () => {
    expect(formatClock(Date.UTC(2031, 2, 4, 9, 12, 44, 31), 'en')).toMatch(/^\d\d:12:44\.031$/u);
  });
});
