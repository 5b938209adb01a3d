import { reasonOf, wait, type Wait } from './wait.ts';

/** Runs tasks in the order they came, never too many at once and never too many a second. */
export interface Pacer {
  /** Rejects with the signal's reason when it aborts before the task's turn; a task that began answers for itself. */
  run<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
}

export interface PacerLimits {
  /** tasks running at the same time */
  readonly concurrency: number;
  /** tasks begun a second in the long run; Infinity for no such limit */
  readonly perSecond: number;
  /** tasks that may begin at once after a pause */
  readonly burst: number;
}

interface Waiting {
  readonly begin: () => void;
}

/** A concurrency limit with a token bucket. `now` in milliseconds, from any start. */
export function createPacer(
  limits: PacerLimits,
  effects: { readonly now: () => number; readonly wait: Wait } = { now: () => performance.now(), wait },
): Pacer {
  const queue: Waiting[] = [];
  let running = 0;
  let tokens = limits.burst;
  let filledAt = effects.now();
  let pausing = false;

  const refill = (): void => {
    const now = effects.now();
    if (limits.perSecond === Infinity) tokens = limits.burst;
    else tokens = Math.min(limits.burst, tokens + ((now - filledAt) / 1000) * limits.perSecond);
    filledAt = now;
  };

  const advance = (): void => {
    refill();
    while (running < limits.concurrency && tokens >= 1) {
      const next = queue.shift();
      if (!next) return;
      running += 1;
      if (limits.perSecond !== Infinity) tokens -= 1;
      next.begin();
    }
    if (queue.length === 0 || running >= limits.concurrency || pausing) return;
    pausing = true;
    const resume = (): void => {
      pausing = false;
      advance();
    };
    effects.wait(Math.ceil(((1 - tokens) / limits.perSecond) * 1000)).then(resume, resume);
  };

  const turn = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(reasonOf(signal));
        return;
      }
      const leave = (): void => {
        queue.splice(queue.indexOf(waiting), 1);
        if (signal) reject(reasonOf(signal));
      };
      const waiting: Waiting = {
        begin: () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(waiting);
      advance();
    });

  return {
    async run(task, signal) {
      await turn(signal);
      try {
        return await task();
      } finally {
        running -= 1;
        advance();
      }
    },
  };
}
