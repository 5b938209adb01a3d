import type { Bytes } from '../bytes/bytes.ts';
import { base64Decode, base64Encode } from '../bytes/text.ts';

const begin = '-----BEGIN PUBLIC KEY-----';
const end = '-----END PUBLIC KEY-----';

/** A SubjectPublicKeyInfo as PEM, lines of 64 characters. Source: RFC 7468, section 13. */
export function pemOf(spki: Bytes): string {
  const lines = base64Encode(spki).match(/.{1,64}/gu) ?? [];
  return [begin, ...lines, end, ''].join('\n');
}

/** The SubjectPublicKeyInfo of a PEM with one public key and nothing else but white space; null where it is none. */
export function spkiOf(pem: string): Bytes | null {
  const text = pem.trim();
  if (!text.startsWith(begin) || !text.endsWith(end)) return null;
  const bytes = base64Decode(text.slice(begin.length, -end.length).replaceAll(/\s/gu, ''));
  return bytes === null || bytes.length === 0 ? null : bytes;
}
