import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress, type ProgressReading } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function record(total: number) {
  const readings: { at: number; reading: ProgressReading }[] = [];
  const progress = createProgress({
    total,
    now: () => Date.now(),
    emit: (reading) => readings.push({ at: Date.now(), reading }),
  });
  return { readings, progress, last: () => readings.at(-1)?.reading };
}

describe('createProgress()', () => {
  it('shows nothing moved at once', () => {
    expect(record(10).readings.map(({ reading }) => reading)).toEqual([
      { moved: 0, total: 10, rate: null, secondsLeft: null },
    ]);
  });

  it('sends at most ten readings a second, and always the newest', () => {
    const { readings, progress, last } = record(1_000_000);
    for (let step = 0; step < 1000; step++) {
      progress.advance(100);
      vi.advanceTimersByTime(1);
    }
    expect(readings.length).toBeLessThanOrEqual(12);
    vi.advanceTimersByTime(100);
    expect(last()?.moved).toBe(100_000);
  });

  it('sends a held reading when it ends, and nothing afterwards', () => {
    const { readings, progress, last } = record(30);
    progress.advance(10);
    progress.advance(20);
    expect(last()?.moved).toBe(0);
    progress.end();
    expect(last()?.moved).toBe(30);
    const { length } = readings;
    progress.advance(5);
    progress.end();
    vi.advanceTimersByTime(10_000);
    expect(readings).toHaveLength(length);
  });

  it('shows the rate of a steady transfer and the time left', () => {
    const { progress, last } = record(10_000_000);
    for (let step = 0; step < 40; step++) {
      vi.advanceTimersByTime(100);
      progress.advance(100_000);
    }
    expect(last()?.rate).toBeCloseTo(1_000_000, 0);
    expect(last()?.secondsLeft).toBeCloseTo(6, 1);
  });

  it('follows a rate that changes, without a jump', () => {
    const { progress, last } = record(1e9);
    for (let step = 0; step < 100; step++) {
      vi.advanceTimersByTime(100);
      progress.advance(100_000);
    }
    vi.advanceTimersByTime(100);
    progress.advance(1_000_000);
    expect(last()?.rate).toBeLessThan(1_400_000);
    for (let step = 0; step < 300; step++) {
      vi.advanceTimersByTime(100);
      progress.advance(1_000_000);
    }
    expect(last()?.rate).toBeGreaterThan(9_500_000);
  });

  it('never goes back, even after a restart, and never passes the total', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 400 }), fc.constant('restart' as const)), {
          maxLength: 50,
        }),
        (steps) => {
          const { readings, progress } = record(1000);
          for (const step of steps) {
            vi.advanceTimersByTime(70);
            if (step === 'restart') progress.restart();
            else progress.advance(step);
          }
          progress.end();
          const moved = readings.map(({ reading }) => reading.moved);
          expect(moved).toEqual(moved.toSorted((left, right) => left - right));
          expect(Math.max(...moved)).toBeLessThanOrEqual(1000);
        },
      ),
    );
  });
});
