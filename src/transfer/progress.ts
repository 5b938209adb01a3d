/** One look at a transfer that moves. */
export interface ProgressReading {
  /** bytes of plaintext */
  readonly moved: number;
  readonly total: number;
  /** bytes a second, smoothed; null before there is a figure */
  readonly rate: number | null;
  readonly secondsLeft: number | null;
}

export interface Progress {
  /** So many further bytes are done. */
  advance(bytes: number): void;
  /** Counts anew, from so many bytes, for a transfer that had to begin again; what is shown never goes back. */
  restart(begun?: number): void;
  /** Sends the last reading if it was held back, and nothing afterwards. */
  end(): void;
}

/** Milliseconds between two readings, at least. */
const interval = 100;
/** Milliseconds after which an old rate weighs 1/e. */
const smoothing = 5_000;
/** Milliseconds before the first rate is shown. */
const warmUp = 500;

/**
 * Counts bytes, and sends at most ten readings a second; the newest one always arrives.
 * The rate is an average over time that forgets exponentially. `now` in milliseconds, from any start.
 */
export function createProgress(input: {
  readonly total: number;
  /** bytes that an earlier attempt moved; they count as done, not for the rate */
  readonly begun?: number;
  readonly now: () => number;
  readonly emit: (reading: ProgressReading) => void;
}): Progress {
  const { total, now, emit } = input;
  const startedAt = now();
  let counted = input.begun ?? 0;
  let shown = counted;
  let moved = 0;
  let movedAtReading = 0;
  let readAt = startedAt;
  let rate: number | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ended = false;

  const send = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const at = now();
    const elapsed = at - readAt;
    if (elapsed > 0) {
      const current = ((moved - movedAtReading) / elapsed) * 1000;
      const age = at - startedAt;
      const weight =
        rate === null ? 1 : (1 - Math.exp(-elapsed / smoothing)) / (1 - Math.exp(-age / smoothing));
      rate = (rate ?? 0) + Math.min(1, weight) * (current - (rate ?? 0));
      readAt = at;
      movedAtReading = moved;
    }
    shown = Math.max(shown, Math.min(counted, total));
    const usable = at - startedAt >= warmUp && rate !== null && rate > 0 ? rate : null;
    emit({
      moved: shown,
      total,
      rate: usable,
      secondsLeft: usable === null ? null : (total - shown) / usable,
    });
  };

  emit({ moved: shown, total, rate: null, secondsLeft: null });
  return {
    advance(bytes) {
      if (ended) return;
      counted += bytes;
      moved += bytes;
      const due = readAt + interval - now();
      if (due <= 0) send();
      else timer ??= setTimeout(send, due);
    },
    restart(from = 0) {
      counted = from;
      ended = false;
    },
    end() {
      if (ended) return;
      ended = true;
      if (timer !== null) send();
    },
  };
}
