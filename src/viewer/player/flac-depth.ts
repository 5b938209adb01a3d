import type { Bytes } from '../../bytes/bytes.ts';

/**
 * Sets the bits of a sample in the sample entry of FLAC to those of its own metadata: the muxer says 16 of each, and browsers refuse what disagrees.
 * Source: Encapsulation of FLAC in ISO Base Media File Format, 3.3.1 and 3.3.2; RFC 9639, section 8.2.
 * @param beginning an initialization segment, changed in place
 */
export function withFlacDepth(beginning: Bytes): Bytes {
  const entry = findType(beginning, 'fLaC');
  const own = findType(beginning, 'dfLa');
  if (entry === null || own === null) return beginning;
  // A box's name, its version, a block's header; then minimum and maximum of blocks and frames, the rate.
  const info = own + 4 + 4 + 4 + 12;
  const depth = (((beginning[info] ?? 0) & 1) << 4) + ((beginning[info + 1] ?? 0) >> 4) + 1;
  new DataView(beginning.buffer, beginning.byteOffset, beginning.byteLength).setUint16(entry + 4 + 18, depth);
  return beginning;
}

function findType(bytes: Bytes, type: string): number | null {
  const letters = Array.from(type, (letter) => letter.charCodeAt(0));
  const place = bytes.findIndex((_, index) => letters.every((code, at) => bytes[index + at] === code));
  return place === -1 ? null : place;
}
