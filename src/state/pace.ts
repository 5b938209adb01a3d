/** How fast something moves, and how long it still takes. */
export interface Pace {
  /** bytes a second; null before there is a figure, and while nothing moves */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Milliseconds after which an old rate weighs 1/e. */
const rateMemory = 8_000;
/** Milliseconds in which the time left comes within 1/e of what it should be: it runs down like a clock, and is set right slowly. */
const correction = 12_000;
/** The same where it is wrong by more than a factor of two. */
const quickCorrection = 3_000;
/** Milliseconds before the first figure. */
const warmUp = 2_000;
/** Bytes a second below which nothing moves. */
const stillness = 100;

/**
 * Measures the pace of many transfers together, which begin, end and are taken away, so that the time left stands still for whoever reads it.
 * `look` with `now` in milliseconds from any start, bytes done and in all; about once a second.
 */
export function createPace(): { look(now: number, moved: number, size: number): Pace } {
  let first: number | null = null;
  let last = { at: 0, moved: 0 };
  let rate = 0;
  let shown: number | null = null;

  return {
    look(now, moved, size) {
      if (first === null) {
        first = now;
        last = { at: now, moved };
        return { rate: null, secondsLeft: null };
      }
      const elapsed = now - last.at;
      if (elapsed > 0) {
        // What is taken off the list was not moved back.
        const current = (Math.max(0, moved - last.moved) / elapsed) * 1000;
        const weight = (1 - Math.exp(-elapsed / rateMemory)) / (1 - Math.exp(-(now - first) / rateMemory));
        rate += Math.min(1, weight) * (current - rate);
        last = { at: now, moved };
      }
      if (rate < stillness || now - first < warmUp) {
        if (rate < stillness) shown = null;
        return { rate: null, secondsLeft: null };
      }
      const due = (size - moved) / rate;
      shown = shown === null ? due : corrected(Math.max(0, shown - elapsed / 1000), due, elapsed);
      return { rate, secondsLeft: shown };
    },
  };
}

function corrected(shown: number, due: number, elapsed: number): number {
  const isFar = due > 2 * shown || shown > 2 * due;
  return shown + (due - shown) * (1 - Math.exp(-elapsed / (isFar ? quickCorrection : correction)));
}
