/** What time it is where requests are judged: the clock of this device may be off by hours. */
export interface ServiceClock {
  /** milliseconds since 1970, by the services' clock as far as it is known, else by the device's */
  now(): number;
  /** Milliseconds to add to the device's clock; null before anything was learned. */
  readonly offset: number | null;
  /** A service's `Date` header (RFC 9110, 5.6.7), seen just now. Anything else is ignored. */
  learn(date: string | undefined): void;
  /** Credentials that were given just now expire then: the last resort, where no answer's date may be read. */
  learnFromExpiry(expiration: Date): void;
}

/** Milliseconds: dates have whole seconds and answers take time, so smaller corrections would only be noise. */
const noise = 30_000;
/** Milliseconds that credentials of an identity pool last unless told otherwise, and the longest a role may be taken. */
const usualLifetime = 3_600_000;
const longestLifetime = 12 * 3_600_000;

/** @param deviceNow milliseconds since 1970 by the device's clock */
export function createServiceClock(deviceNow: () => number = Date.now): ServiceClock {
  let offset: number | null = null;

  return {
    now: () => deviceNow() + (offset ?? 0),
    get offset() {
      return offset;
    },
    learn(date) {
      const served = date === undefined ? NaN : Date.parse(date);
      if (Number.isNaN(served)) return;
      const seen = served - deviceNow();
      if (offset === null || Math.abs(seen - offset) > noise) offset = seen;
    },
    learnFromExpiry(expiration) {
      if (offset !== null) return;
      const left = expiration.getTime() - deviceNow();
      if (left > 0 && left <= longestLifetime) return;
      offset = left - usualLifetime;
    },
  };
}
