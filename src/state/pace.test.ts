import { describe, expect, it } from 'vitest';
import { createPace, type Pace } from './pace.ts';

const size = 1e9;

/** Looks once a second, at what a rate for each second makes. */
function looks(seconds: number, rateAt: (second: number) => number): readonly Pace[] {
  const pace = createPace();
  let moved = 0;
  return Array.from({ length: seconds }, (_, second) => {
    const look = pace.look(second * 1000, moved, size);
    moved += rateAt(second);
    return look;
  });
}

describe('createPace()', () => {
  it('says nothing before it can', () => {
    expect(looks(2, () => 1e6)).toEqual([
      { rate: null, secondsLeft: null },
      { rate: null, secondsLeft: null },
    ]);
  });

  it('runs down like a clock while the rate stays', () => {
    const steady = looks(100, () => 1e7).slice(2);
    for (const { rate } of steady) expect(rate).toBeCloseTo(1e7, 0);
    expect(steady[0]?.secondsLeft).toBeCloseTo(98, 0);
    expect(steady.at(-1)?.secondsLeft).toBeCloseTo(1, 0);
  });

  it('does not jump with a rate that does', () => {
    const wavering = looks(60, (second) => (second % 2 === 0 ? 2e7 : 1e6)).slice(5);
    wavering.slice(1).forEach(({ secondsLeft }, index) => {
      const before = wavering[index]?.secondsLeft ?? 0;
      const change = (secondsLeft ?? 0) - before + 1;
      expect(Math.abs(change)).toBeLessThan(0.05 * before + 0.5);
    });
  });

  it('follows a rate that stays changed', () => {
    const slower = looks(70, (second) => (second < 20 ? 1e7 : 2e6));
    const { rate, secondsLeft } = slower.at(-1) ?? { rate: null, secondsLeft: null };
    expect(rate).toBeCloseTo(2e6, -5);
    const due = (size - 20 * 1e7 - 49 * 2e6) / 2e6;
    expect(Math.abs((secondsLeft ?? 0) - due) / due).toBeLessThan(0.15);
  });

  it('has no figure while nothing moves, and is not misled by what is taken away', () => {
    expect(looks(200, (second) => (second < 10 ? 1e6 : 0)).at(-1)).toEqual({ rate: null, secondsLeft: null });
    const pace = createPace();
    for (let second = 0; second < 10; second++) pace.look(second * 1000, second * 1e6, size);
    const { rate } = pace.look(10_000, 0, size / 2);
    expect(rate).toBeGreaterThan(0);
    expect(rate).toBeLessThan(1e6);
  });
});
