import { AppError } from '../../errors.ts';
import type { Gate, Patience, Waiting } from '../patience-port.ts';
import { wait, type Wait } from '../wait.ts';
import { backoff } from './backoff.ts';
import { classify } from './classify.ts';
import { createWaitingBoard } from './waiting-board.ts';
import type { Weather } from './weather.ts';

/** How long a passing failure is borne. */
export interface PatienceLimits {
  /** failures of one request that a service answered with, while nothing else of the transfer succeeds */
  readonly attempts: number;
  /** milliseconds without any success of the transfer, time offline or paused not counted */
  readonly milliseconds: number;
  /** `fail`: being offline is a failure like any other, for things people wait for on the spot */
  readonly offline: 'wait' | 'fail';
}

export const transferLimits: PatienceLimits = { attempts: 12, milliseconds: 600_000, offline: 'wait' };
/** For lists and inspections: a person looks at the screen. */
export const briefLimits: PatienceLimits = { attempts: 3, milliseconds: 15_000, offline: 'fail' };

export interface PatienceSetup {
  readonly gate: Gate;
  readonly weather: Weather;
  /** Told when everything of the transfer waits by itself, and with null when something moves again. */
  readonly onWaiting?: (waiting: Waiting | null) => void;
  readonly limits?: PatienceLimits;
  /** milliseconds, from any start */
  readonly now?: () => number;
  readonly wait?: Wait;
  /** in [0, 1) */
  readonly random?: () => number;
}

const lineLost = (): AppError => new AppError('offline', 'the network went away while this was on its way');

/** @throws what is no failure of a request */
function failureOf(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  throw thrown;
}

/** Patience for the requests of one transfer, however many run at the same time. */
export function createPatience(setup: PatienceSetup): Patience {
  const { gate, weather } = setup;
  const limits = setup.limits ?? transferLimits;
  const now = setup.now ?? (() => performance.now());
  const pause = setup.wait ?? wait;
  const random = setup.random ?? Math.random;
  const board = createWaitingBoard(setup.onWaiting ?? (() => {}));
  let successes = 0;
  /** since when nothing of the transfer succeeds; null: it does, or was kept from trying */
  let troubleSince: number | null = null;

  /** Waits, a pause or the caller's end excepted; a pause is met at the gate afterwards. */
  const rest = async (waiting: Waiting, signal: AbortSignal, until: (own: AbortSignal) => Promise<void>) => {
    const leave = board.wait(waiting);
    const pausing = gate.untilPaused();
    try {
      await until(AbortSignal.any([signal, pausing]));
    } catch (thrown) {
      signal.throwIfAborted();
      if (!pausing.aborted) throw thrown;
    } finally {
      leave();
    }
  };

  const clearSky = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      if (gate.paused) {
        await gate.passed(signal);
        troubleSince = null;
      }
      signal.throwIfAborted();
      const held = weather.holding();
      if (held === 0) return;
      // A little apart, so that those held back together do not all ask at once.
      const milliseconds = held + Math.round(random() * Math.min(held, 1000));
      await rest({ reason: 'throttled', milliseconds }, signal, (own) => pause(milliseconds, own));
    }
  };

  const failureLog = () => {
    const counts = new Map<string, number>();
    let seen = successes;
    return (group: string): { readonly count: number; readonly total: number } => {
      const borne = counts.get(group) ?? 0;
      // Checksums, clocks and conflicts are this request's own trouble; a success elsewhere does not excuse them.
      const fresh = seen !== successes && (group === 'service-failed' || group === 'throttled');
      seen = successes;
      counts.set(group, fresh ? 1 : borne + 1);
      let total = 0;
      for (const count of counts.values()) total += count;
      return { count: counts.get(group) ?? 1, total };
    };
  };

  return {
    async run(attempt, { signal, interruptible }) {
      const log = failureLog();
      for (;;) {
        await clearSky(signal);
        const cut = interruptible ? gate.untilPaused() : null;
        const line = interruptible ? weather.watchLine() : null;
        const leave = board.attempt();
        let error: AppError;
        try {
          const result = await attempt(cut && line ? AbortSignal.any([signal, cut, line.lost]) : signal);
          successes += 1;
          troubleSince = null;
          weather.succeeded();
          return result;
        } catch (thrown) {
          signal.throwIfAborted();
          if (cut?.aborted === true) continue;
          error = line?.lost.aborted === true ? lineLost() : failureOf(thrown);
        } finally {
          leave();
          line?.leave();
        }
        await bear(error, log, signal);
      }
    },
  };

  /** Returns when it is time to ask again. @throws the failure when it is final or lasted too long */
  async function bear(
    error: AppError,
    log: ReturnType<typeof failureLog>,
    signal: AbortSignal,
  ): Promise<void> {
    const verdict = classify(error, weather.online, limits.attempts);
    if (verdict.kind === 'final') throw error;
    weather.failed(error);
    if (verdict.kind === 'offline') {
      if (limits.offline === 'fail') throw error;
      await rest({ reason: 'offline', milliseconds: null }, signal, async (own) => {
        if (weather.online) await pause(backoff(6, random()), own);
        else await weather.untilOnline(own);
      });
      troubleSince = null;
      return;
    }
    const { count, total } = log(verdict.group);
    troubleSince ??= now();
    const tooMany = verdict.most !== null && count >= verdict.most;
    if (tooMany || now() - troubleSince >= limits.milliseconds) throw error;
    const milliseconds = Math.max(backoff(total, random()), weather.holding());
    await rest({ reason: verdict.reason, milliseconds }, signal, (own) => pause(milliseconds, own));
  }
}
