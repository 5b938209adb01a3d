import type { Bytes } from '../../bytes/bytes.ts';

/** Of a FLAC file, by its first block of metadata. */
export interface FlacFacts {
  /** samples a second */
  readonly rate: number;
  /** samples of each frame, where frames are counted and not samples */
  readonly blockSize: number;
  /** bytes of `fLaC` and all metadata */
  readonly headLength: number;
}

/** Blocks of metadata that a file may have: a chain of empty ones must end. */
const mostBlocks = 1024;

/**
 * Reads the metadata's headers. Source: RFC 9639, sections 8.1 and 8.2.
 * @param read as of a range source
 * @returns null for what is no FLAC file
 */
export async function readFlacFacts(
  read: (start: number, end: number) => Promise<Bytes>,
): Promise<FlacFacts | null> {
  const info = await read(0, 42);
  if (String.fromCharCode(...info.subarray(0, 4)) !== 'fLaC' || ((info[4] ?? 0) & 0x7f) !== 0) return null;
  const view = new DataView(info.buffer, info.byteOffset, info.byteLength);
  const rate = view.getUint32(18) >>> 12;
  if (rate === 0) return null;
  let place = 4;
  for (let block = 0; block < mostBlocks; block++) {
    const head = await read(place, place + 4);
    const [flags = 0, high = 0, middle = 0, low = 0] = head;
    place += 4 + ((high << 16) | (middle << 8) | low);
    if ((flags & 0x80) !== 0) return { rate, blockSize: view.getUint16(8), headLength: place };
  }
  return null;
}

/**
 * The first header of a frame whose checksum is right. Source: RFC 9639, section 9.1.
 * @returns its place, and its time in seconds; null: none begins here
 */
export function findFlacFrame(
  bytes: Bytes,
  { rate, blockSize }: Pick<FlacFacts, 'rate' | 'blockSize'>,
): { readonly place: number; readonly time: number } | null {
  for (let place = 0; place + 16 <= bytes.length; place++) {
    if (bytes[place] !== 0xff || ((bytes[place + 1] ?? 0) & 0xfe) !== 0xf8) continue;
    const header = headerAt(bytes.subarray(place, place + 16));
    if (header === null) continue;
    return { place, time: (header.number * (header.countsSamples ? 1 : blockSize)) / rate };
  }
  return null;
}

function headerAt(bytes: Bytes): { readonly number: number; readonly countsSamples: boolean } | null {
  const [, second = 0, third = 0, fourth = 0, first = 0] = bytes;
  const sizeCode = third >> 4;
  const rateCode = third & 0xf;
  if (sizeCode === 0 || rateCode === 15 || fourth >> 4 > 10 || (fourth & 1) !== 0) return null;
  // As UTF-8 has characters, but up to 36 bits.
  const more = first < 0x80 ? 0 : Math.clz32(~(first << 24)) - 1;
  if (first >= 0x80 && (more < 1 || more > 6)) return null;
  let number = first < 0x80 ? first : first & (0x3f >> more);
  for (let index = 0; index < more; index++) {
    const next = bytes[5 + index] ?? 0;
    if (next >> 6 !== 2) return null;
    number = number * 64 + (next & 0x3f);
  }
  const sizeBytes = { 6: 1, 7: 2 }[sizeCode] ?? 0;
  const rateBytes = { 12: 1, 13: 2, 14: 2 }[rateCode] ?? 0;
  const length = 5 + more + sizeBytes + rateBytes;
  return crc8(bytes.subarray(0, length)) === bytes[length]
    ? { number, countsSamples: (second & 1) === 1 }
    : null;
}

/** The polynomial x^8 + x^2 + x + 1. */
function crc8(bytes: Bytes): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = ((sum << 1) ^ (sum >= 0x80 ? 0x07 : 0)) & 0xff;
  }
  return sum;
}
