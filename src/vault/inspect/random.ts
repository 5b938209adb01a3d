/** 0 up to but not 1. A sample that could be foretold could be evaded. */
export function random(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}
