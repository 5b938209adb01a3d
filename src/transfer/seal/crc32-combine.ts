/** The reversed CRC-32 polynomial (IEEE 802.3), as S3's CRC32 uses it. */
const polynomial = 0xedb88320;
const one = 0x80000000;

/**
 * The CRC-32 of two pieces joined, from the pieces' own CRCs and the second one's length in bytes.
 * CRC(A || B) = CRC(A) * x^(8 * |B|) + CRC(B) over GF(2), modulo the polynomial.
 */
export function combineCrc32(first: number, second: number, secondLength: number): number {
  return (multiply(power(secondLength * 8), first) ^ second) >>> 0;
}

/** x^exponent modulo the polynomial, by squaring. The exponent may exceed 32 bits, so it is halved as a number. */
function power(exponent: number): number {
  let result = one;
  let square = 0x40000000; // x
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(square, result);
    square = multiply(square, square);
  }
  return result;
}

/** Product of two polynomials modulo the CRC's, bits reflected: the highest bit is x^0. */
function multiply(left: number, right: number): number {
  let product = 0;
  let shifted = right;
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if ((left & bit) !== 0) product ^= shifted;
    shifted = (shifted & 1) === 1 ? (shifted >>> 1) ^ polynomial : shifted >>> 1;
  }
  return product >>> 0;
}
