import { describe, expect, it } from 'vitest';
import { createPacer } from './pacer.ts';

/** A clock that moves only when told; `wait` resolves when it has moved far enough. */
function fakeClock() {
  let now = 0;
  const timers: { at: number; resolve: () => void }[] = [];
  return {
    now: () => now,
    wait: (milliseconds: number) =>
      new Promise<void>((resolve) => {
        timers.push({ at: now + milliseconds, resolve });
      }),
    async advance(milliseconds: number) {
      now += milliseconds;
      for (const timer of timers.filter(({ at }) => at <= now)) timer.resolve();
      timers.splice(0, timers.length, ...timers.filter(({ at }) => at > now));
      await settle();
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe('createPacer()', () => {
  it('never runs more at once than allowed, and in order', async () => {
    const pacer = createPacer({ concurrency: 2, perSecond: Infinity, burst: 1 });
    const begun: number[] = [];
    const finish: (() => void)[] = [];
    const all = [0, 1, 2, 3, 4].map((id) =>
      pacer.run(() => {
        begun.push(id);
        return new Promise<void>((resolve) => {
          finish[id] = resolve;
        });
      }),
    );
    await settle();
    expect(begun).toEqual([0, 1]);
    finish[1]?.();
    await settle();
    expect(begun).toEqual([0, 1, 2]);
    for (let id = 0; id < 5; id++) {
      finish[id]?.();
      await settle();
    }
    await Promise.all(all);
    expect(begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('begins a burst at once and the rest at the rate', async () => {
    const clock = fakeClock();
    const pacer = createPacer({ concurrency: 100, perSecond: 10, burst: 3 }, clock);
    let begun = 0;
    const all = Array.from({ length: 8 }, () => pacer.run(async () => void (begun += 1)));
    await settle();
    expect(begun).toBe(3);
    await clock.advance(99);
    expect(begun).toBe(3);
    await clock.advance(1);
    expect(begun).toBe(4);
    for (let step = 0; step < 4; step++) await clock.advance(100);
    expect(begun).toBe(8);
    await Promise.all(all);
  });

  it('lets a waiting task leave, and goes on after a task that failed', async () => {
    const pacer = createPacer({ concurrency: 1, perSecond: Infinity, burst: 1 });
    const failing = new EventTarget();
    const first = pacer.run(
      () =>
        new Promise((_resolve, reject) => failing.addEventListener('fail', () => reject(new Error('first')))),
    );
    const controller = new AbortController();
    let ran = false;
    const second = pacer.run(async () => (ran = true), controller.signal);
    const third = pacer.run(async () => 'third');
    controller.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    failing.dispatchEvent(new Event('fail'));
    await expect(first).rejects.toThrow('first');
    await expect(third).resolves.toBe('third');
    expect(ran).toBe(false);
  });

  it('refuses a task whose signal aborted before it asked', async () => {
    const pacer = createPacer({ concurrency: 1, perSecond: Infinity, burst: 1 });
    const controller = new AbortController();
    controller.abort();
    await expect(pacer.run(async () => 1, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
