import type { Bytes } from './bytes.ts';

/** A DataView of exactly these bytes. Reads and writes outside throw RangeError. */
function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Big-endian unsigned 16 bits. */
export function readU16(bytes: Bytes, offset: number): number {
  return viewOf(bytes).getUint16(offset);
}

/** Big-endian unsigned 32 bits. */
export function readU32(bytes: Bytes, offset: number): number {
  return viewOf(bytes).getUint32(offset);
}

/** Big-endian unsigned 64 bits; Infinity when it is more than a double holds exactly. */
export function readU64(bytes: Bytes, offset: number): number {
  const value = viewOf(bytes).getBigUint64(offset);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.POSITIVE_INFINITY : Number(value);
}

/** Two bytes, big-endian. @throws RangeError outside 0..65,535 */
export function u16(value: number): Bytes {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff) throw new RangeError(`not a u16: ${value}`);
  return Uint8Array.of(value >>> 8, value);
}

/** Four bytes, big-endian. @throws RangeError outside 0..2^32-1 */
export function u32(value: number): Bytes {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw new RangeError(`not a u32: ${value}`);
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
