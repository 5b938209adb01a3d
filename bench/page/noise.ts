import type { Bytes } from '../../src/bytes/bytes.ts';

/** As many random bytes as one call gives. */
const most = 65_536;

export function noise(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let offset = 0; offset < length; offset += most)
    crypto.getRandomValues(bytes.subarray(offset, offset + most));
  return bytes;
}
