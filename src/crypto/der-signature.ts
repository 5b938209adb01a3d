import { type Bytes, concatBytes } from '../bytes/bytes.ts';

const sequenceTag = 0x30;
const integerTag = 0x02;

/**
 * Turns an ECDSA signature from DER (SEQUENCE of two INTEGERs, RFC 3279 section 2.2.3) to WebCrypto's r and s of
 * `fieldLength` bytes each. Strict: short lengths only (no curve here needs others), minimal positive integers,
 * nothing after them. null for anything else.
 */
export function parseDerSignature(der: Bytes, fieldLength: number): Bytes | null {
  if (der[0] !== sequenceTag || der[1] !== der.length - 2 || der.length > 2 + 0x7f) return null;
  const r = readInteger(der, 2, fieldLength);
  if (r === null) return null;
  const s = readInteger(der, r.end, fieldLength);
  if (s === null || s.end !== der.length) return null;
  return concatBytes(r.padded, s.padded);
}

function readInteger(der: Bytes, offset: number, fieldLength: number): { padded: Bytes; end: number } | null {
  const length = der[offset + 1];
  if (der[offset] !== integerTag || length === undefined || length === 0) return null;
  const end = offset + 2 + length;
  if (end > der.length) return null;
  const value = der.subarray(offset + 2, end);
  const [first = 0, second = 0] = value;
  const negative = first >= 0x80;
  const padding = first === 0;
  if (negative || (padding && (length === 1 || second < 0x80))) return null;
  const magnitude = padding ? value.subarray(1) : value;
  if (magnitude.length > fieldLength) return null;
  return { padded: concatBytes(new Uint8Array(fieldLength - magnitude.length), magnitude), end };
}
