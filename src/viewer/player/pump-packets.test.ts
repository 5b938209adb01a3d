import { describe, expect, it } from 'vitest';
import type { TimedPacket } from './decode-times.ts';
import { pumpPackets, type Lane, type PumpedSegment } from './pump-packets.ts';

/** Packets of a track, each `step` seconds long; `taken` tells how many were asked for. */
function track(count: number, step: number, bytes = 10) {
  let taken = 0;
  let isOver = false;
  async function* packets(): AsyncGenerator<TimedPacket, void> {
    try {
      for (; taken < count; taken++)
        yield { data: new Uint8Array(bytes), type: 'key', timestamp: taken * step, duration: step };
    } finally {
      isOver = true;
    }
  }
  const lane: Lane = { packets: packets(), depth: 1 };
  return { lane, taken: () => taken, isOver: () => isOver };
}

async function all(segments: AsyncIterable<PumpedSegment>): Promise<PumpedSegment[]> {
  const found: PumpedSegment[] = [];
  for await (const segment of segments) found.push(segment);
  return found;
}

describe('pumpPackets()', () => {
  it('gives everything of both tracks, each segment with what is of one time', async () => {
    const segments = await all(pumpPackets({ video: track(50, 0.1).lane, audio: track(100, 0.05).lane }));
    expect(segments.flatMap(({ segment }) => segment.video).length).toBe(50);
    expect(segments.flatMap(({ segment }) => segment.audio).length).toBe(100);
    for (const { segment, until } of segments) {
      for (const { time } of [...segment.video, ...segment.audio])
        expect(Math.abs(until - time)).toBeLessThan(1.2);
    }
    expect(segments.at(-1)?.until).toBeCloseTo(5);
  });

  it('reads no further than the segment that is asked for', async () => {
    const { lane, taken, isOver } = track(1000, 0.1);
    const segments = pumpPackets({ video: lane, audio: null });
    await segments.next();
    expect(taken()).toBeLessThan(10);
    await segments.return();
    expect([taken() < 10, isOver()]).toEqual([true, true]);
  });

  it('makes a segment of many bytes before it is long', async () => {
    const segments = await all(pumpPackets({ video: track(8, 0.01, 600_000).lane, audio: null }));
    expect(segments.length).toBeGreaterThan(2);
  });

  it('goes on with one track when the other has ended, and ends with both', async () => {
    const segments = await all(pumpPackets({ video: track(50, 0.1).lane, audio: track(5, 0.1).lane }));
    expect(segments.flatMap(({ segment }) => segment.video).length).toBe(50);
    expect(segments.at(-1)?.until).toBeCloseTo(5);
    expect(await all(pumpPackets({ video: null, audio: track(0, 1).lane }))).toEqual([]);
  });
});
