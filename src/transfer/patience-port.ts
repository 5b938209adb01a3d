/** Why nothing moves just now, though nobody paused it. */
export interface Waiting {
  readonly reason: 'offline' | 'unreachable' | 'service-failed' | 'throttled';
  /** milliseconds until the next attempt; null: as soon as the network is back */
  readonly milliseconds: number | null;
}

/** How one transfer meets failures that pass. One for each transfer; what they learn about the network they share. */
export interface Patience {
  /**
   * Runs one request until it succeeds or fails for good: again with backoff and jitter after what can pass, not before the network is
   * back while offline, never while paused.
   * @param attempt is given a signal of its own; its request must end when that aborts
   * @throws the last failure when it cannot pass or did not in good time; the signal's reason
   */
  run<T>(
    attempt: (signal: AbortSignal) => Promise<T>,
    options: {
      readonly signal: AbortSignal;
      /** a pause may cut it off, to be asked again later: only for requests that may be repeated without harm */
      readonly interruptible: boolean;
    },
  ): Promise<T>;
}

/** A person's pause button. */
export interface Gate {
  readonly paused: boolean;
  /** Resolves at once unless paused, otherwise when resumed. Rejects with the signal's reason. */
  passed(signal: AbortSignal): Promise<void>;
  /** Aborts at the next pause; a new one is needed after each. */
  untilPaused(): AbortSignal;
  pause(): void;
  resume(): void;
}
