/** How fast a verification goes, as people are told. */
export interface PaceReading {
  /** bytes a second, smoothed; null before there is a figure */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

/** Milliseconds after which an old rate weighs 1/e: as transfers show theirs. */
const smoothing = 5_000;
/** Milliseconds before the first rate is shown. */
const warmUp = 500;

/** Makes a rate and a time left of what was done by when. `now` in milliseconds, from any start. */
export function createPace(now: () => number): (done: number, total: number) => PaceReading {
  const startedAt = now();
  let rate: number | null = null;
  let last = { at: startedAt, done: 0 };
  return (done, total) => {
    const at = now();
    const elapsed = at - last.at;
    if (elapsed > 0) {
      const current = ((done - last.done) / elapsed) * 1000;
      const weight =
        rate === null
          ? 1
          : (1 - Math.exp(-elapsed / smoothing)) / (1 - Math.exp(-(at - startedAt) / smoothing));
      rate = (rate ?? 0) + Math.min(1, weight) * (current - (rate ?? 0));
      last = { at, done };
    }
    const usable = at - startedAt >= warmUp && rate !== null && rate > 0 ? rate : null;
    return { rate: usable, secondsLeft: usable === null ? null : Math.max(0, total - done) / usable };
  };
}
