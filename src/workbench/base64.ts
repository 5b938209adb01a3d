import type { Bytes } from '../bytes/bytes.ts';
import { base64Encode } from '../bytes/text.ts';

/** Standard base64 with padding, as the bench shows bytes. */
export function toBase64(bytes: Bytes): string {
  return base64Encode(bytes);
}
