import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { Waiting } from '../patience-port.ts';
import { wait } from '../wait.ts';
import { createGate } from './gate.ts';
import { briefLimits, createPatience, type PatienceLimits } from './patience.ts';
import { createWeather } from './weather.ts';

const { signal } = new AbortController();
const asking = { signal, interruptible: true };

function failure(code: ErrorCode, details: Record<string, string> = {}): AppError {
  return new AppError(code, code, { details });
}

/** Time that passes only by waiting. */
function world(options: { limits?: PatienceLimits; random?: () => number; stuck?: boolean } = {}) {
  let time = 0;
  let online = true;
  const waits: number[] = [];
  const told: (Waiting | null)[] = [];
  const listeners = new Set<() => void>();
  const random = options.random ?? (() => 0.5);
  const pause = async (milliseconds: number, by?: AbortSignal): Promise<void> => {
    by?.throwIfAborted();
    waits.push(milliseconds);
    if (options.stuck === true) await wait(2 ** 30, by);
    time += milliseconds;
  };
  const effects = { now: () => time, random, wait: pause };
  const gate = createGate();
  const weather = createWeather({
    ...effects,
    network: {
      online: () => online,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
  });
  const onWaiting = (waiting: Waiting | null): void => void told.push(waiting);
  const limits = options.limits ? { limits: options.limits } : {};
  const patience = createPatience({ gate, weather, onWaiting, ...limits, ...effects });
  return {
    gate,
    weather,
    patience,
    waits,
    told,
    pass: (milliseconds: number) => void (time += milliseconds),
    goOnline: (value: boolean): void => {
      online = value;
      for (const listener of listeners) listener();
    },
  };
}

/** Fails with these, then succeeds; counts. */
function failing(...failures: AppError[]) {
  const request = {
    asked: 0,
    attempt: (): Promise<string> => {
      const next = failures[request.asked];
      request.asked += 1;
      return next ? Promise.reject(next) : Promise.resolve('done');
    },
  };
  return request;
}

const times = (count: number, error: AppError): AppError[] => Array.from({ length: count }, () => error);

describe('createPatience(), what can pass', () => {
  it.each<[ErrorCode, Record<string, string>, number]>([
    ['service-failed', {}, 11],
    ['throttled', {}, 11],
    ['service-unreachable', {}, 20],
    ['service-unreachable', { reason: 'stalled' }, 20],
    ['checksum-refused', {}, 2],
    ['clock-wrong', {}, 1],
    ['name-taken', { reason: 'ConditionalRequestConflict' }, 2],
    ['session-expired', { reason: 'ExpiredToken' }, 2],
    ['kms-answer-invalid', { reason: 'SyntaxError' }, 1],
  ])('bears %s %j %i times', async (code, details, count) => {
    const { patience } = world();
    const error = failure(code, details);
    expect(await patience.run(failing(...times(count, error)).attempt, asking)).toBe('done');
    if (code === 'service-unreachable') return;
    const last = failure(code, details);
    await expect(patience.run(failing(...times(count, error), last).attempt, asking)).rejects.toBe(last);
  });

  it.each<ErrorCode>([
    'store-denied',
    'store-not-found',
    'kms-denied',
    'name-taken',
    'object-changed',
    'upload-lost',
    'frame-tampered',
    'session-expired',
    'credentials-refused',
    'store-answer-invalid',
    'internal',
  ])('asks once where %s is the answer', async (code) => {
    const { patience, waits } = world();
    const request = failing(failure(code));
    await expect(patience.run(request.attempt, asking)).rejects.toMatchObject({ code });
    expect([request.asked, waits]).toEqual([1, []]);
  });

  it('throws what is no AppError as it is', async () => {
    const bug = new TypeError('bug');
    await expect(world().patience.run(() => Promise.reject(bug), asking)).rejects.toBe(bug);
  });

  it('waits exponentially with full jitter, 20 s at most', async () => {
    const { patience, waits } = world({ random: () => 1 - Number.EPSILON });
    await patience.run(failing(...times(9, failure('service-failed'))).attempt, asking);
    expect(waits).toEqual([300, 600, 1200, 2400, 4800, 9600, 19_200, 20_000, 20_000]);
  });

  it('never waits longer than the cap, whatever the dice say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 0.999_999, noNaN: true }), { minLength: 1, maxLength: 30 }),
        fc.array(fc.constantFrom<ErrorCode>('service-failed', 'service-unreachable', 'throttled'), {
          maxLength: 11,
        }),
        async (dice, codes) => {
          let roll = 0;
          const random = (): number => dice[(roll += 1) % dice.length] ?? 0;
          const { patience, waits } = world({ random });
          const request = failing(...codes.map((code) => failure(code)));
          expect(await patience.run(request.attempt, asking)).toBe('done');
          expect(request.asked).toBe(codes.length + 1);
          for (const one of waits) expect(one).toBeLessThanOrEqual(21_000);
        },
      ),
    );
  });

  it('gives up a dead line after ten minutes without success, throwing the last failure', async () => {
    const { patience, waits } = world();
    const error = failure('service-unreachable');
    await expect(patience.run(() => Promise.reject(error), asking)).rejects.toBe(error);
    const all = waits.reduce((sum, one) => sum + one, 0);
    expect(all).toBeGreaterThanOrEqual(600_000);
    expect(all).toBeLessThan(620_000);
  });

  it('goes on where another request of the transfer succeeds meanwhile', async () => {
    const { patience } = world();
    let asked = 0;
    const attempt = async (): Promise<string> => {
      asked += 1;
      if (asked === 40) return 'done';
      if (asked % 10 === 0) await patience.run(() => Promise.resolve(), asking);
      throw failure('service-failed');
    };
    expect(await patience.run(attempt, asking)).toBe('done');
  });

  it('makes the requests of all transfers hold back after a throttled one', async () => {
    const { patience, weather, waits } = world();
    weather.failed(failure('throttled'));
    const held = weather.holding();
    expect(held).toBeGreaterThan(0);
    await patience.run(() => Promise.resolve(), asking);
    expect(waits[0]).toBeGreaterThanOrEqual(held);
  });
});

describe('createPatience(), offline', () => {
  it('waits for the network however long it takes, and counts nothing', async () => {
    const { patience, goOnline, told, pass } = world();
    goOnline(false);
    let asked = 0;
    const attempt = (): Promise<string> => {
      asked += 1;
      pass(60_000);
      if (asked < 100) return Promise.reject(failure(asked % 2 ? 'offline' : 'service-unreachable'));
      goOnline(true);
      return Promise.resolve('done');
    };
    expect(await patience.run(attempt, asking)).toBe('done');
    expect(told[0]).toEqual({ reason: 'offline', milliseconds: null });
    expect(told.at(-1)).toBeNull();
  });

  it('goes on at once when the network is back', async () => {
    const { patience, goOnline } = world({ stuck: true });
    goOnline(false);
    const request = failing(failure('offline'));
    const running = patience.run(request.attempt, asking);
    await Promise.resolve();
    setImmediate(() => goOnline(true));
    expect(await running).toBe('done');
    expect(request.asked).toBe(2);
  });

  it('takes a request that hangs when the network goes for lost, and asks again when it is back', async () => {
    const { patience, goOnline, told } = world({ stuck: true });
    let asked = 0;
    const attempt = (own: AbortSignal): Promise<string> => {
      asked += 1;
      if (asked > 1) return Promise.resolve('done');
      setImmediate(() => goOnline(false));
      return untilAborted(own);
    };
    const running = patience.run(attempt, asking);
    await expect.poll(() => told).toEqual([{ reason: 'offline', milliseconds: null }]);
    goOnline(true);
    expect(await running).toBe('done');
    expect(asked).toBe(2);
  });

  it('leaves a request alone that must not be cut off', async () => {
    const { patience, goOnline } = world();
    const attempt = async (own: AbortSignal): Promise<boolean> => {
      goOnline(false);
      await Promise.resolve();
      return own.aborted;
    };
    expect(await patience.run(attempt, { signal, interruptible: false })).toBe(false);
  });

  it('fails where people wait on the spot', async () => {
    const { patience } = world({ limits: briefLimits });
    await expect(patience.run(failing(failure('offline')).attempt, asking)).rejects.toMatchObject({
      code: 'offline',
    });
    const request = failing(...times(9, failure('service-failed')));
    await expect(patience.run(request.attempt, asking)).rejects.toMatchObject({ code: 'service-failed' });
    expect(request.asked).toBe(3);
  });
});

const untilAborted = (own: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    own.addEventListener('abort', () => reject(new DOMException('cut', 'AbortError')), { once: true });
  });

describe('createPatience(), paused', () => {
  it('cuts what may be repeated, and asks again when resumed', async () => {
    const { patience, gate } = world();
    let asked = 0;
    const running = patience.run((own) => {
      asked += 1;
      return asked === 1 ? untilAborted(own) : Promise.resolve(asked);
    }, asking);
    await new Promise(setImmediate);
    gate.pause();
    await new Promise(setImmediate);
    expect(asked).toBe(1);
    gate.resume();
    expect(await running).toBe(2);
  });

  it('lets the others run to their end, and begins none', async () => {
    const { patience, gate } = world();
    let finish: (() => void) | undefined;
    const first = patience.run(
      (own) =>
        new Promise<boolean>((resolve) => {
          finish = () => resolve(own.aborted);
        }),
      { signal, interruptible: false },
    );
    await new Promise(setImmediate);
    gate.pause();
    const second = failing();
    const later = patience.run(second.attempt, { signal, interruptible: false });
    await new Promise(setImmediate);
    finish?.();
    expect(await first).toBe(false);
    expect(second.asked).toBe(0);
    gate.resume();
    expect(await later).toBe('done');
  });

  it('ends a wait, and starts the clock anew', async () => {
    const { patience, gate, waits } = world({ stuck: true });
    const request = failing(failure('service-failed'));
    const running = patience.run(request.attempt, asking);
    await new Promise(setImmediate);
    expect(waits).toHaveLength(1);
    gate.pause();
    gate.resume();
    expect(await running).toBe('done');
  });

  it('ends with the caller’s reason, while it waits, is paused, or runs', async () => {
    for (const state of ['waiting', 'paused', 'running'] as const) {
      const { patience, gate } = world({ stuck: true });
      const controller = new AbortController();
      if (state === 'paused') gate.pause();
      const running = patience.run(
        (own) => (state === 'running' ? untilAborted(own) : Promise.reject(failure('service-failed'))),
        { signal: controller.signal, interruptible: true },
      );
      await new Promise(setImmediate);
      const reason = new DOMException('cancelled', 'AbortError');
      controller.abort(reason);
      await expect(running).rejects.toBe(reason);
    }
  });
});

describe('createPatience(), onWaiting', () => {
  it('tells of waiting only when nothing of the transfer runs', async () => {
    const { patience, told } = world();
    let finish: (() => void) | undefined;
    const long = patience.run(() => new Promise<void>((resolve) => (finish = resolve)), asking);
    await new Promise(setImmediate);
    await patience.run(failing(failure('service-failed')).attempt, asking);
    expect(told).toEqual([]);
    finish?.();
    await long;
    await patience.run(failing(failure('service-unreachable')).attempt, asking);
    expect(told).toEqual([{ reason: 'unreachable', milliseconds: 150 }, null]);
  });
});
