import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdaptiveLanes } from './adaptive-lanes.ts';

function network(start = 4, most = 6) {
  let time = 0;
  let trouble: (() => void) | null = null;
  const lanes = createAdaptiveLanes({
    start,
    most,
    now: () => time,
    weather: { onTrouble: (listener) => (trouble = listener) },
  });
  return {
    lanes,
    trouble: () => trouble?.(),
    pass: (milliseconds: number) => void (time += milliseconds),
    /** Keeps the lanes busy for so many rounds; a round of n tasks takes as long as `roundTime(n)` says. */
    work: async (rounds: number, roundTime: (tasks: number) => number): Promise<number[]> => {
      const widths: number[] = [];
      let finish: (() => void)[] = [];
      let stopped = false;
      const feed = (): void => {
        if (stopped) return;
        lanes.run(() => new Promise<void>((resolve) => finish.push(resolve))).then(feed, feed);
      };
      for (let task = 0; task < 12; task++) feed();
      for (let round = 0; round < rounds; round++) {
        await new Promise(setImmediate);
        const ending = finish;
        finish = [];
        widths.push(ending.length);
        time += roundTime(ending.length);
        for (const end of ending) end();
      }
      await new Promise(setImmediate);
      stopped = true;
      while (finish.length > 0) {
        const ending = finish;
        finish = [];
        for (const end of ending) end();
        await new Promise(setImmediate);
      }
      return widths;
    },
  };
}

describe('createAdaptiveLanes()', () => {
  it('widens to six where every lane brings as much as the first', async () => {
    const { lanes, work } = network();
    const widths = await work(20, () => 1000);
    expect(widths[0]).toBe(4);
    expect(Math.max(...widths)).toBe(6);
    expect(lanes.lanes).toBe(6);
  });

  it('stays within a lane of where more become slower', async () => {
    const { lanes, work } = network(2);
    // Beyond three lanes the line is congested: all together take much longer.
    await work(60, (tasks) => (tasks <= 3 ? 1000 : 2500));
    expect(lanes.lanes).toBeGreaterThanOrEqual(2);
    expect(lanes.lanes).toBeLessThanOrEqual(4);
  });

  it('halves at trouble, once a second, down to one', () => {
    const { lanes, trouble, pass } = network(6);
    for (let lane = 0; lane < 6; lane++) trouble();
    expect(lanes.lanes).toBe(3);
    pass(999);
    trouble();
    expect(lanes.lanes).toBe(3);
    for (const expected of [1, 1]) {
      pass(1000);
      trouble();
      expect(lanes.lanes).toBe(expected);
    }
  });

  it('recovers after trouble', async () => {
    const { lanes, work, trouble } = network(6);
    trouble();
    expect(lanes.lanes).toBe(3);
    await work(30, () => 1000);
    expect(lanes.lanes).toBe(6);
  });

  it('does not widen by tasks that come one at a time', async () => {
    const { lanes, pass } = network(2);
    for (let task = 0; task < 50; task++) {
      await lanes.run(() => {
        pass(100);
        return Promise.resolve();
      });
    }
    expect(lanes.lanes).toBe(2);
  });

  it('keeps its bounds and never runs more than its lanes, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ tasks: fc.nat(10), time: fc.nat(3000), trouble: fc.boolean(), fail: fc.boolean() }),
          { maxLength: 30 },
        ),
        fc.integer({ min: 0, max: 20 }),
        async (events, start) => {
          const { lanes, pass, trouble } = network(start, 6);
          let running = 0;
          for (const event of events) {
            const all = Array.from({ length: event.tasks }, () =>
              lanes
                .run(async () => {
                  running += 1;
                  expect(running).toBeLessThanOrEqual(6);
                  await Promise.resolve();
                  running -= 1;
                  if (event.fail) throw new Error('failed');
                })
                .catch(() => {}),
            );
            pass(event.time);
            if (event.trouble) trouble();
            await Promise.all(all);
            expect(lanes.lanes).toBeGreaterThanOrEqual(1);
            expect(lanes.lanes).toBeLessThanOrEqual(6);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves a task that gave up before its turn', async () => {
    const { lanes } = network(1);
    let finish: (() => void) | undefined;
    const first = lanes.run(() => new Promise<void>((resolve) => (finish = resolve)));
    const controller = new AbortController();
    const second = lanes.run(() => Promise.resolve(), controller.signal);
    controller.abort();
    await expect(second).rejects.toBe(controller.signal.reason);
    finish?.();
    await first;
  });
});
