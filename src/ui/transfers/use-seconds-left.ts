import { useEffect, useState } from 'react';

/**
 * Counts down whole seconds from `seconds`, anew for every `since`. Answers null for null.
 * `since`: what carried the figure; the same object means the same countdown.
 */
export function useSecondsLeft(seconds: number | null, since: unknown): number | null {
  const [passed, setPassed] = useState({ since, count: 0 });

  useEffect(() => {
    if (seconds === null) return undefined;
    const timer = setInterval(
      () => setPassed((now) => ({ since, count: now.since === since ? now.count + 1 : 1 })),
      1000,
    );
    return () => clearInterval(timer);
  }, [seconds, since]);

  if (seconds === null) return null;
  return Math.max(0, Math.ceil(seconds) - (passed.since === since ? passed.count : 0));
}
