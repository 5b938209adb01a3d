/** A reflected CRC whose initial value and final XOR are all ones. */
export interface CrcParameters {
  readonly width: 32 | 64;
  /** the polynomial, bits reversed */
  readonly polynomial: bigint;
}

export const crcParameters = {
  CRC32: { width: 32, polynomial: 0xedb88320n },
  CRC32C: { width: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { width: 64, polynomial: 0x9a6c9329ac4bc9b5n },
} as const satisfies Readonly<Record<string, CrcParameters>>;

/** The CRC of one stretch of bytes and its length in bytes. */
export interface CrcPiece {
  readonly crc: Buffer;
  readonly size: number;
}

/**
 * The CRC of all pieces put together, from the CRCs of the pieces alone: appending n bytes multiplies the CRC before them
 * by x^(8n) modulo the polynomial over GF(2), then the appended bytes' own CRC is added.
 * @returns big-endian bytes, as S3 writes them before base64
 */
export function combineCrcs(parameters: CrcParameters, pieces: readonly CrcPiece[]): Buffer {
  const powers = new Map<number, bigint>();
  let combined = 0n;
  for (const piece of pieces) {
    let power = powers.get(piece.size);
    if (power === undefined) {
      power = powerOfX(parameters, 8n * BigInt(piece.size));
      powers.set(piece.size, power);
    }
    combined = multiply(parameters, power, combined) ^ BigInt(`0x${piece.crc.toString('hex')}`);
  }
  return Buffer.from(combined.toString(16).padStart(parameters.width / 4, '0'), 'hex');
}

/** a * b modulo the polynomial; the highest bit is the coefficient of x^0. */
function multiply({ width, polynomial }: CrcParameters, a: bigint, b: bigint): bigint {
  let product = 0n;
  let multiple = b;
  for (let bit = 1n << BigInt(width - 1); bit !== 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= multiple;
    multiple = (multiple & 1n) === 0n ? multiple >> 1n : (multiple >> 1n) ^ polynomial;
  }
  return product;
}

/** x^n modulo the polynomial, by squaring. */
function powerOfX(parameters: CrcParameters, n: bigint): bigint {
  const one = 1n << BigInt(parameters.width - 1);
  let result = one;
  let square = one >> 1n;
  for (let rest = n; rest !== 0n; rest >>= 1n) {
    if ((rest & 1n) !== 0n) result = multiply(parameters, square, result);
    square = multiply(parameters, square, square);
  }
  return result;
}
