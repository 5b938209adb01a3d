import { useEffect, useRef, useState } from 'react';
import type { Transfer } from '../../state/transfer.ts';
import { stepsBegun } from './envelope-steps.ts';
import type { TracedCalls } from './traced-calls.ts';

/** Milliseconds that each step is shown at least: a small file is sealed faster than eyes can follow. */
const dwell = 900;

interface Played {
  readonly id: string;
  /** steps begun, as shown */
  readonly step: number;
  /** whether it was watched, rather than found as it is */
  readonly watched: boolean;
}

/**
 * How many steps of a transfer are shown as begun. Follows its real events, one step at a time; never shows a step before it has begun.
 * One that was at its end when the screen was opened is shown as it ended.
 */
export function usePlayedStep(
  transfer: Transfer | null,
  calls: TracedCalls,
): {
  readonly step: number;
  readonly watched: boolean;
} {
  const [played, setPlayed] = useState<Played | null>(null);
  const reached = useRef(0);
  const hasLooked = useRef(false);
  const id = transfer?.id ?? null;
  const begun = transfer === null ? null : stepsBegun(transfer, calls);
  const isSame = played !== null && played.id === id;
  const step = isSame ? played.step : 0;

  useEffect(() => {
    if (id === null) {
      hasLooked.current = true;
      return undefined;
    }
    if (!isSame) {
      reached.current = begun ?? 0;
      const found = !hasLooked.current && begun !== null;
      hasLooked.current = true;
      setPlayed({ id, step: found ? begun : Math.min(1, begun ?? 0), watched: !found });
      return undefined;
    }
    reached.current = Math.max(reached.current, begun ?? 0);
    if (step >= reached.current) return undefined;
    const timer = setTimeout(() => setPlayed({ id, step: step + 1, watched: true }), dwell);
    return () => clearTimeout(timer);
  }, [id, isSame, begun, step]);

  return { step, watched: isSame && played.watched };
}
