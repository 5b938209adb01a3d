import { describe, expect, it } from 'vitest';
import { createPace } from './verification-pace.ts';

describe('createPace()', () => {
  it('shows nothing before half a second, then bytes a second and what is left', () => {
    let at = 1000;
    const pace = createPace(() => at);
    at += 400;
    expect(pace(400, 10_000)).toEqual({ rate: null, secondsLeft: null });
    at += 600;
    const { rate, secondsLeft } = pace(1000, 10_000);
    expect(rate).toBeCloseTo(1000);
    expect(secondsLeft).toBeCloseTo(9);
  });

  it('follows a change slowly, and never counts below nothing', () => {
    let at = 0;
    const pace = createPace(() => at);
    for (let second = 1; second <= 10; second++) {
      at += 1000;
      pace(second * 1000, 20_000);
    }
    at += 1000;
    const { rate, secondsLeft } = pace(21_000, 20_000);
    expect(rate).toBeGreaterThan(1000);
    expect(rate).toBeLessThan(11_000);
    expect(secondsLeft).toBe(0);
  });

  it('has no rate where nothing moves', () => {
    let at = 0;
    const pace = createPace(() => at);
    at += 2000;
    expect(pace(0, 100)).toEqual({ rate: null, secondsLeft: null });
  });
});
