import type { Bytes } from '../../bytes/bytes.ts';
import { hexEncode } from '../../bytes/text.ts';

/** SHA-256 of a SubjectPublicKeyInfo, lower-case hex. */
export async function fingerprintOf(spki: Bytes): Promise<string> {
  return hexEncode(new Uint8Array(await crypto.subtle.digest('SHA-256', spki)));
}
