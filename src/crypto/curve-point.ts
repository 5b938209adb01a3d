import type { Bytes } from '../bytes/bytes.ts';
import { hexEncode } from '../bytes/text.ts';

export type CurveName = 'P-256' | 'P-384';

/** y^2 = x^3 - 3x + b modulo p (SP 800-186, section 3.2.1). Both primes are 3 modulo 4. */
interface Curve {
  readonly p: bigint;
  readonly b: bigint;
  /** bytes of a coordinate */
  readonly length: number;
}

const curves: Readonly<Record<CurveName, Curve>> = {
  'P-256': {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    length: 32,
  },
  'P-384': {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
    length: 48,
  },
};

/** Bytes of one coordinate, and of r and s. */
export function fieldLength(curve: CurveName): number {
  return curves[curve].length;
}

/**
 * The point behind its compressed form, 02 or 03 and x (SEC 1 section 2.3.4), or null where there is none. WebCrypto
 * wants both coordinates. A public key is no secret, so the time this takes may depend on it.
 */
export function decompressPoint(name: CurveName, compressed: Bytes): { x: Bytes; y: Bytes } | null {
  const { p, b, length } = curves[name];
  const [mark] = compressed;
  if (compressed.length !== length + 1 || (mark !== 2 && mark !== 3)) return null;
  const xBytes = compressed.slice(1);
  const x = BigInt(`0x${hexEncode(xBytes)}`);
  if (x >= p) return null;
  const square = ((((x * x - 3n) * x + b) % p) + p) % p;
  const root = power(square, (p + 1n) / 4n, p);
  if ((root * root) % p !== square) return null;
  const odd = mark === 3 ? 1n : 0n;
  // p - 0 would be p; a root of 0 has no odd twin.
  if (root === 0n && odd === 1n) return null;
  const y = root % 2n === odd ? root : p - root;
  return { x: xBytes, y: toBytes(y, length) };
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let factor = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * factor) % modulus;
    factor = (factor * factor) % modulus;
  }
  return result;
}

function toBytes(value: bigint, length: number): Bytes {
  const hex = value.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}
