import type { CallRecord } from './call-record.ts';

/** One call of a transfer as a bar. */
export interface WaterfallBar {
  readonly call: CallRecord;
  /** milliseconds after the first call began */
  readonly offset: number;
  /** milliseconds, so far as is known where it is under way */
  readonly length: number;
  /** counted from 0: calls that ran at the same time have lanes of their own */
  readonly lane: number;
}

export interface Waterfall {
  readonly bars: readonly WaterfallBar[];
  readonly lanes: number;
  /** milliseconds from the beginning of the first call to the end of the last */
  readonly span: number;
}

/**
 * Lays the calls of one transfer out by time, each in the first lane that is free when it begins. One that is under way lasts until the
 * newest moment that any of them tells of.
 */
export function layWaterfall(calls: readonly CallRecord[]): Waterfall {
  const ordered = calls.toSorted((left, right) => left.begun - right.begun);
  const start = ordered[0]?.begun ?? 0;
  const newest = Math.max(...ordered.map(({ begun, duration }) => begun + (duration ?? 0)));
  const freeFrom: number[] = [];
  let span = 0;
  const bars = ordered.map((call): WaterfallBar => {
    const length = call.duration ?? newest - call.begun;
    const end = call.begun + length;
    const free = freeFrom.findIndex((from) => from <= call.begun);
    const lane = free < 0 ? freeFrom.length : free;
    freeFrom[lane] = end;
    span = Math.max(span, end - start);
    return { call, offset: call.begun - start, length, lane };
  });
  return { bars, lanes: freeFrom.length, span };
}
