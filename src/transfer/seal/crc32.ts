import { createCRC32 } from 'hash-wasm';
import { base64Encode } from '../../bytes/text.ts';

/** A running CRC-32 (WebAssembly) that is used again for part after part. One at a time: not for concurrent use. */
export interface Crc32 {
  reset(): void;
  update(bytes: Uint8Array): void;
  /** Unsigned; ends the run. */
  value(): number;
}

export async function createCrc32(): Promise<Crc32> {
  const hasher = await createCRC32();
  return {
    reset: () => void hasher.init(),
    update: (bytes) => void hasher.update(bytes),
    value: () => {
      const digest = hasher.digest('binary');
      return new DataView(digest.buffer, digest.byteOffset, digest.byteLength).getUint32(0);
    },
  };
}

/** As S3's checksum headers carry it: base64 of the four bytes, big-endian. */
export function crc32Header(value: number): string {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return base64Encode(bytes);
}
