import type { AppError } from '../../errors.ts';
import { reasonOf, wait, type Wait } from '../wait.ts';

/** What the browser knows of the network. */
export interface Network {
  online(): boolean;
  /** Calls back at every change; gives the function that stops it. */
  subscribe(listener: () => void): () => void;
}

/** What all transfers learn about the way to AWS, shared by them. */
export interface Weather {
  readonly online: boolean;
  /** Milliseconds for which nobody should ask, because a service said that it is too much; 0 for none. */
  holding(): number;
  /** A request succeeded. */
  succeeded(): void;
  /** A request failed, for a reason that may pass. */
  failed(error: AppError): void;
  /**
   * Watches the network while a request is on its way: `lost` aborts when the browser says that it is gone, since a request may hang on a dead
   * line for long. `leave` ends the watch.
   */
  watchLine(): { readonly lost: AbortSignal; readonly leave: () => void };
  /** Resolves when the network is back, or when it is worth a try all the same. Rejects with the signal's reason. */
  untilOnline(signal: AbortSignal): Promise<void>;
  /** Calls back when requests are refused as too many, stall, or get no answer. */
  onTrouble(listener: () => void): void;
}

/** Milliseconds between tries while the browser says that it is offline: it may be wrong. */
const probeInterval = 30_000;
/** Milliseconds of the first common pause after a throttled request, and of the longest. */
const firstHold = 500;
const longestHold = 20_000;
/** Milliseconds: the longest pause a service may ask for. */
const longestAsked = 120_000;

export function createWeather(
  effects: {
    readonly network?: Network;
    /** milliseconds, from any start */
    readonly now?: () => number;
    readonly wait?: Wait;
    /** in [0, 1) */
    readonly random?: () => number;
  } = {},
): Weather {
  const network = effects.network ?? browserNetwork();
  const now = effects.now ?? (() => performance.now());
  const pause = effects.wait ?? wait;
  const random = effects.random ?? Math.random;
  const listeners = new Set<() => void>();
  let holdUntil = -Infinity;
  let strain = 0;

  /** Requests already on their way when the pause began are refused as well: they do not make it longer. */
  const hold = (askedSeconds: number | null): void => {
    if (now() < holdUntil && askedSeconds === null) return;
    const own = Math.min(longestHold, firstHold * 2 ** strain) * (0.5 + random() / 2);
    const asked = askedSeconds === null ? 0 : Math.min(longestAsked, askedSeconds * 1000);
    holdUntil = Math.max(holdUntil, now() + Math.max(own, asked));
    strain = Math.min(strain + 1, 8);
  };

  return {
    watchLine: createLineWatch(network),
    get online() {
      return network.online();
    },
    holding: () => Math.max(0, Math.ceil(holdUntil - now())),
    succeeded() {
      // What was on its way when a pause began may still succeed; that does not end the strain.
      if (now() >= holdUntil) strain = Math.max(0, strain - 1);
    },
    failed(error) {
      if (error.code === 'throttled') hold(secondsOf(error.details['retryAfter']));
      if (error.code !== 'throttled' && error.code !== 'service-unreachable') return;
      for (const listener of listeners) listener();
    },
    async untilOnline(signal) {
      if (network.online()) return;
      const back = new AbortController();
      const stop = network.subscribe(() => {
        if (network.online()) back.abort();
      });
      try {
        await pause(probeInterval, AbortSignal.any([signal, back.signal]));
      } catch (thrown) {
        if (signal.aborted) throw reasonOf(signal);
        if (!back.signal.aborted) throw thrown;
      } finally {
        stop();
      }
    },
    onTrouble(listener) {
      listeners.add(listener);
    },
  };
}

/** One subscription for all requests on their way, and none without any. */
function createLineWatch(network: Network): Weather['watchLine'] {
  let line = new AbortController();
  let watching = 0;
  let stop: (() => void) | null = null;
  const look = (): void => {
    if (network.online()) return;
    line.abort();
    line = new AbortController();
  };
  return () => {
    if (watching === 0) stop = network.subscribe(look);
    watching += 1;
    return {
      lost: line.signal,
      leave() {
        watching -= 1;
        if (watching === 0) stop?.();
      },
    };
  };
}

function secondsOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/** Milliseconds between looks at `navigator.onLine`: Chromium changes it in workers without an event there. */
const lookInterval = 1_000;

/** Always, where there is no navigator. */
const online = (): boolean => typeof navigator === 'undefined' || navigator.onLine;

function browserNetwork(): Network {
  return {
    online,
    subscribe(listener) {
      let before = online();
      const timer = setInterval(() => {
        const now = online();
        if (now !== before) listener();
        before = now;
      }, lookInterval);
      return () => clearInterval(timer);
    },
  };
}
