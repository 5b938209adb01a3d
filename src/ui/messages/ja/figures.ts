import { figuresIn } from '../../format/figures-in.ts';

export const { formatBytesExactly, formatCount, formatSize } = figuresIn('ja');

/** A size in the middle of a sentence: a unit in Latin letters keeps its distance from what follows. `bytes`: a length */
export function sizeBefore(bytes: number): string {
  const size = formatSize(bytes);
  return /[A-Za-z]$/u.test(size) ? `${size} ` : size;
}
