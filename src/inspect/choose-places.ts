import type { FrameChoice } from './chain.ts';

/**
 * The places to verify, in order, or `all`. A sample is the first, the last and as many others as asked, one drawn from each of as many
 * equal stretches between them.
 * @param count frames there are
 * @param random 0 up to but not 1
 */
export function choosePlaces(
  what: FrameChoice,
  count: number,
  random: () => number,
): readonly number[] | 'all' {
  if (what.kind === 'one') return what.place <= count ? [what.place] : [];
  if (what.kind === 'all' || what.count + 2 >= count) return 'all';
  const stretch = (count - 2) / what.count;
  const drawn = Array.from({ length: what.count }, (_, index) => {
    const from = Math.floor(index * stretch);
    const until = Math.floor((index + 1) * stretch);
    return 2 + from + Math.floor(random() * (until - from));
  });
  return [1, ...drawn, count];
}
