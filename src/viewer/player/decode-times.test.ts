import { describe, expect, it } from 'vitest';
import { createDecodeTimes, reorderDepth, type TimedPacket } from './decode-times.ts';

const packet = (timestamp: number, type: TimedPacket['type'] = 'delta'): TimedPacket => ({
  data: Uint8Array.of(timestamp),
  type,
  timestamp,
  duration: 1,
});

function run(depth: number, times: readonly number[]) {
  const order = createDecodeTimes(depth);
  return [...times.flatMap((time) => order.push(packet(time))), ...order.flush()];
}

describe('createDecodeTimes()', () => {
  it('gives pictures that are presented in another order than decoded the times in order', () => {
    const samples = run(reorderDepth('avc'), [0, 4, 2, 1, 3, 8, 6, 5, 7]);
    expect(samples.map(({ time }) => time)).toEqual([0, 4, 2, 1, 3, 8, 6, 5, 7]);
    expect(samples.map(({ decodeTime }) => decodeTime)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(samples.map(({ duration }) => duration)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('knows them without the whole file', () => {
    const order = createDecodeTimes(2);
    expect(order.push(packet(0))).toEqual([]);
    expect(order.push(packet(2))).toEqual([]);
    expect(order.push(packet(1))).toMatchObject([{ time: 0, decodeTime: 0, duration: 1 }]);
  });

  it('lets a picture stand until the next one, however long that is', () => {
    expect(run(1, [0, 1, 10]).map(({ duration }) => duration)).toEqual([1, 9, 1]);
  });

  it('never goes back, whatever a file says', () => {
    const decoded = run(1, [5, 6, 0, 1, 9]).map(({ decodeTime }) => decodeTime);
    expect(decoded).toEqual(decoded.toSorted((left, right) => left - right));
    expect(() => run(1, [Number.NaN])).toThrow(RangeError);
  });
});
