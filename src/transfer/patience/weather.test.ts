import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { wait } from '../wait.ts';
import { createWeather } from './weather.ts';

function sky(random = 0.5) {
  let time = 0;
  let online = true;
  const listeners = new Set<() => void>();
  const weather = createWeather({
    network: {
      online: () => online,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    now: () => time,
    random: () => random,
    // Ends only when told to.
    wait: (_milliseconds, signal) => wait(2 ** 30, signal),
  });
  return {
    weather,
    pass: (milliseconds: number) => void (time += milliseconds),
    goOnline: (value: boolean): void => {
      online = value;
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

const slowDown = (retryAfter?: number): AppError =>
  new AppError('throttled', 'SlowDown', { details: retryAfter === undefined ? {} : { retryAfter } });

describe('createWeather()', () => {
  it('makes all hold back together after a throttled request, longer each time, not for each lane', () => {
    const { weather, pass } = sky(1 - Number.EPSILON);
    expect(weather.holding()).toBe(0);
    for (let lane = 0; lane < 4; lane++) weather.failed(slowDown());
    expect(weather.holding()).toBe(500);
    pass(500);
    expect(weather.holding()).toBe(0);
    weather.failed(slowDown());
    expect(weather.holding()).toBe(1000);
    for (let more = 0; more < 20; more++) {
      pass(weather.holding());
      weather.failed(slowDown());
    }
    expect(weather.holding()).toBe(20_000);
  });

  it('comes back to short pauses by successes', () => {
    const { weather, pass } = sky(1 - Number.EPSILON);
    for (const expected of [500, 1000, 2000]) {
      weather.failed(slowDown());
      expect(weather.holding()).toBe(expected);
      pass(expected);
    }
    for (let success = 0; success < 3; success++) weather.succeeded();
    weather.failed(slowDown());
    expect(weather.holding()).toBe(500);
  });

  it.each([
    [7, 7000],
    [0, 375],
    [100_000, 120_000],
  ])('waits the %d seconds that a service asks for, within reason', (asked, expected) => {
    const { weather } = sky();
    weather.failed(slowDown(asked));
    expect(weather.holding()).toBe(expected);
  });

  it('tells of throttling and of requests without an answer, of nothing else', () => {
    const { weather } = sky();
    let told = 0;
    weather.onTrouble(() => (told += 1));
    weather.failed(slowDown());
    weather.failed(new AppError('service-unreachable', 'x'));
    weather.failed(new AppError('service-failed', 'x'));
    weather.failed(new AppError('offline', 'x'));
    expect(told).toBe(2);
  });

  it('waits for the network by its event, and forgets who gave up', async () => {
    const { weather, goOnline, listeners } = sky();
    await weather.untilOnline(new AbortController().signal);
    goOnline(false);
    expect(weather.online).toBe(false);
    const waiting = weather.untilOnline(new AbortController().signal);
    goOnline(false);
    goOnline(true);
    await waiting;
    goOnline(false);
    const controller = new AbortController();
    const given = weather.untilOnline(controller.signal);
    controller.abort();
    await expect(given).rejects.toBe(controller.signal.reason);
    expect(listeners.size).toBe(0);
  });

  it('tells all requests on their way when the network goes, with one subscription, and nobody afterwards', () => {
    const { weather, goOnline, listeners } = sky();
    const [one, other] = [weather.watchLine(), weather.watchLine()];
    expect(listeners.size).toBe(1);
    goOnline(true);
    expect(one.lost.aborted).toBe(false);
    goOnline(false);
    expect([one, other].map(({ lost }) => lost.aborted)).toEqual([true, true]);
    // A try while the browser still says that there is none.
    const probe = weather.watchLine();
    expect(probe.lost.aborted).toBe(false);
    for (const { leave } of [one, other, probe]) leave();
    expect(listeners.size).toBe(0);
  });
});
