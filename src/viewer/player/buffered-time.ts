/** Seconds of media that a source holds. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** Seconds: rounding of times in containers. */
const tolerance = 0.1;

export function spansOf(ranges: Pick<TimeRanges, 'length' | 'start' | 'end'>): TimeSpan[] {
  return Array.from({ length: ranges.length }, (_, index) => ({
    start: ranges.start(index),
    end: ranges.end(index),
  }));
}

export function holds(spans: readonly TimeSpan[], time: number): boolean {
  return spans.some(({ start, end }) => start <= time && time < end);
}

/**
 * Where playing goes on if nothing stands at this time and nothing will: what is missing in the file is passed over.
 * @param until the time up to which everything was put in
 * @returns null: it is there, or will be
 */
export function beyondGap(spans: readonly TimeSpan[], time: number, until: number): number | null {
  if (holds(spans, time)) return null;
  const next = spans.find(({ start }) => start > time);
  return next === undefined || next.start > until + tolerance ? null : next.start;
}

/** What can be dropped: far behind what is seen. @returns null: nothing yet */
export function behind(spans: readonly TimeSpan[], time: number, keep: number): TimeSpan | null {
  const [first] = spans;
  if (first === undefined || time - first.start <= 2 * keep) return null;
  return { start: 0, end: time - keep };
}
