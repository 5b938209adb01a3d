/** S3's order: by UTF-8 bytes, which is the order of code points. */
export function compareKeys(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index++) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one === other) continue;
    // Surrogates sort above U+E000..U+FFFF in code points, below in code units.
    return (isSurrogate(one) ? one + 0x10000 : one) - (isSurrogate(other) ? other + 0x10000 : other);
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}
