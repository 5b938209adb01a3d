/** Milliseconds: the first step and the longest one. */
const base = 300;
const longest = 20_000;

/**
 * Milliseconds to wait after so many failures in a row (1 or more): exponential with full jitter. Source: AWS Architecture Blog,
 * "Exponential Backoff And Jitter".
 * @param random in [0, 1)
 */
export function backoff(failures: number, random: number): number {
  return Math.round(random * Math.min(longest, base * 2 ** (failures - 1)));
}
