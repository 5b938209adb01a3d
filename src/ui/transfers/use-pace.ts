import { useEffect, useRef, useState } from 'react';
import { createPace, type Pace } from '../../state/pace.ts';
import type { TransferTotals } from '../../state/transfer.ts';

/** Milliseconds between two looks. */
const interval = 1000;

const none: Pace = { rate: null, secondsLeft: null };

/** How fast these transfers move together, as long as any of them is live. */
export function usePace({ live, moved, size }: Pick<TransferTotals, 'live' | 'moved' | 'size'>): Pace {
  const [shown, setShown] = useState(none);
  const latest = useRef({ moved, size });
  const isLive = live > 0;

  useEffect(() => {
    latest.current = { moved, size };
  }, [moved, size]);

  useEffect(() => {
    if (!isLive) return undefined;
    const pace = createPace();
    const look = (): void =>
      setShown(pace.look(performance.now(), latest.current.moved, latest.current.size));
    look();
    const timer = setInterval(look, interval);
    return () => clearInterval(timer);
  }, [isLive]);

  return isLive ? shown : none;
}
