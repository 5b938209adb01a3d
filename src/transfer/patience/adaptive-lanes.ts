import { createPacer, type Pacer } from '../pacer.ts';
import type { Weather } from './weather.ts';

/** A pacer whose number of lanes follows what the network bears. */
export interface AdaptiveLanes extends Pacer {
  /** tasks that may run at the same time just now */
  readonly lanes: number;
}

/** Milliseconds within which lanes are halved once: failures of the same moment are one sign. */
const halvingPause = 1000;
/** Milliseconds after which a number of lanes that was no faster is tried again. */
const ceilingLasts = 60_000;
/** Less than this share of the former pace is a fall. */
const fall = 0.9;

/**
 * Additive increase, multiplicative decrease: one lane more after every lane succeeded twice and the pace (tasks a second) did not fall by
 * the last one, half of them when requests are throttled, stall or get no answer.
 */
export function createAdaptiveLanes(input: {
  /** lanes at the beginning */
  readonly start: number;
  readonly weather: Pick<Weather, 'onTrouble'>;
  readonly most: number;
  /** milliseconds, from any start */
  readonly now?: () => number;
}): AdaptiveLanes {
  const now = input.now ?? (() => performance.now());
  let lanes = Math.max(1, Math.min(input.start, input.most));
  let halvedAt = -Infinity;
  let running = 0;
  /** successes with the present lanes, and how many of these were in use at once */
  let run = { begun: now(), successes: 0, used: 0 };
  /** what was reached with fewer lanes, in tasks a second */
  let paceBefore: number | null = null;
  let ceiling = { lanes: Infinity, until: -Infinity };

  const settle = (next: number, before: number | null): void => {
    lanes = next;
    paceBefore = before;
    run = { begun: now(), successes: 0, used: running };
  };

  input.weather.onTrouble(() => {
    if (now() - halvedAt < halvingPause) return;
    halvedAt = now();
    settle(Math.max(1, Math.floor(lanes / 2)), null);
  });

  const succeeded = (): void => {
    run = { ...run, successes: run.successes + 1 };
    const elapsed = now() - run.begun;
    if (run.successes < lanes * 2 || elapsed <= 0) return;
    const pace = (run.successes / elapsed) * 1000;
    // Idle lanes say nothing about what more of them would bring.
    if (run.used < lanes) {
      settle(lanes, null);
      return;
    }
    if (paceBefore !== null && pace < paceBefore * fall) {
      ceiling = { lanes, until: now() + ceilingLasts };
      settle(Math.max(1, lanes - 1), null);
      return;
    }
    const allowed = now() < ceiling.until ? Math.min(input.most, ceiling.lanes - 1) : input.most;
    settle(Math.min(lanes + 1, Math.max(allowed, lanes)), lanes < allowed ? pace : null);
  };

  const pacer = createPacer({
    get concurrency() {
      return lanes;
    },
    perSecond: Infinity,
    burst: 1,
  });
  return {
    get lanes() {
      return lanes;
    },
    run: (task, signal) =>
      pacer.run(async () => {
        running += 1;
        run.used = Math.max(run.used, running);
        try {
          const result = await task();
          succeeded();
          return result;
        } finally {
          running -= 1;
        }
      }, signal),
  };
}
