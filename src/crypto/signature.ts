import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { readU16 } from '../bytes/integers.ts';
import { base64Decode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import { publicKeyName } from '../message/context.ts';
import type { MessageHeader } from '../message/header.ts';
import { type CurveName, decompressPoint, fieldLength } from './curve-point.ts';
import { parseDerSignature } from './der-signature.ts';

const hashes: Readonly<Record<CurveName, string>> = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' };

/**
 * Verifies the footer of a signed message (specification: data-format/message-footer.md): a u16 length and a DER
 * signature over all the bytes before `end`, by the key in the encryption context.
 * @throws AppError `message-truncated`, `message-trailing-bytes`, `context-invalid` for a key that is no point of the
 * curve, `signature-invalid`
 */
export async function verifySignature(input: {
  readonly header: MessageHeader;
  readonly curve: CurveName;
  readonly message: Bytes;
  /** where the body ends and the footer starts */
  readonly end: number;
}): Promise<void> {
  const { header, curve, message, end } = input;
  const key = await importVerificationKey(curve, header.context.get(publicKeyName) ?? '');
  if (message.length < end + 2) throw truncated();
  const footerEnd = end + 2 + readU16(message, end);
  if (message.length < footerEnd) throw truncated();
  if (message.length > footerEnd) throw new AppError('message-trailing-bytes', 'bytes follow the signature');
  const signature = parseDerSignature(message.subarray(end + 2), fieldLength(curve));
  const algorithm = { name: 'ECDSA', hash: hashes[curve] };
  const signed = message.subarray(0, end);
  if (signature === null || !(await crypto.subtle.verify(algorithm, key, signature, signed))) {
    throw new AppError('signature-invalid', 'the signature does not fit the message');
  }
}

async function importVerificationKey(curve: CurveName, text: string): Promise<CryptoKey> {
  const compressed = base64Decode(text);
  const point = compressed === null ? null : decompressPoint(curve, compressed);
  if (point === null)
    throw new AppError('context-invalid', `${publicKeyName} is no compressed point of ${curve}`);
  const uncompressed = concatBytes(Uint8Array.of(4), point.x, point.y);
  return crypto.subtle.importKey('raw', uncompressed, { name: 'ECDSA', namedCurve: curve }, false, [
    'verify',
  ]);
}

function truncated(): AppError {
  return new AppError('message-truncated', 'the message ends before its signature does');
}
