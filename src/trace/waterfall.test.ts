import { describe, expect, it } from 'vitest';
import { someCall } from './call-fixture.ts';
import type { CallRecord } from './call-record.ts';
import { layWaterfall } from './waterfall.ts';

const call = (id: string, begun: number, duration: number | null): CallRecord =>
  someCall({ id, begun, duration, outcome: duration === null ? 'under-way' : 'succeeded' });

describe('layWaterfall()', () => {
  it('gives calls that overlap lanes of their own, and uses a free one again', () => {
    const { bars, lanes, span } = layWaterfall([
      call('c', 140, 100),
      call('a', 100, 50),
      call('b', 110, 200),
      call('d', 160, null),
    ]);
    expect(bars.map((bar) => [bar.call.id, bar.offset, bar.length, bar.lane])).toEqual([
      ['a', 0, 50, 0],
      ['b', 10, 200, 1],
      ['c', 40, 100, 2],
      ['d', 60, 150, 0],
    ]);
    expect(lanes).toBe(3);
    expect(span).toBe(210);
  });

  it('of nothing is nothing', () => {
    expect(layWaterfall([])).toEqual({ bars: [], lanes: 0, span: 0 });
  });
});
