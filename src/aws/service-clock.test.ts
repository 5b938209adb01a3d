import { describe, expect, it } from 'vitest';
import { createServiceClock } from './service-clock.ts';

const hour = 3_600_000;
const device = Date.UTC(2026, 0, 1, 12);
const dateAt = (milliseconds: number): string => new Date(milliseconds).toUTCString();

describe('createServiceClock()', () => {
  it('is the device’s clock until it learned another time', () => {
    const clock = createServiceClock(() => device);
    expect([clock.offset, clock.now()]).toEqual([null, device]);
    clock.learn(undefined);
    clock.learn('yesterday or so');
    expect(clock.offset).toBeNull();
  });

  it.each([-3 * hour, 3 * hour, 0])('is %i ms from the device’s once an answer said so', (offset) => {
    const clock = createServiceClock(() => device);
    clock.learn(dateAt(device + offset));
    expect([clock.offset, clock.now()]).toEqual([offset, device + offset]);
  });

  it('does not follow what is only latency, and follows a device whose clock was set right', () => {
    let now = device;
    const clock = createServiceClock(() => now);
    clock.learn(dateAt(device + 3 * hour));
    clock.learn(dateAt(device + 3 * hour - 20_000));
    expect(clock.offset).toBe(3 * hour);
    now += 3 * hour;
    clock.learn(dateAt(now));
    expect(clock.offset).toBe(0);
  });

  it.each([
    [2 * hour, null],
    [-2 * hour, -3 * hour],
    [0, -hour],
    [40 * hour, 39 * hour],
  ])(
    'takes credentials that last %i ms for ones of an hour only where they cannot be right',
    (left, offset) => {
      const clock = createServiceClock(() => device);
      clock.learnFromExpiry(new Date(device + left));
      expect(clock.offset).toBe(offset);
    },
  );

  it('believes an answer’s date more than an expiry', () => {
    const clock = createServiceClock(() => device);
    clock.learn(dateAt(device));
    clock.learnFromExpiry(new Date(device - hour));
    expect(clock.offset).toBe(0);
  });
});
