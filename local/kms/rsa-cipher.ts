import { constants, createPrivateKey, createPublicKey, privateDecrypt, publicEncrypt } from 'node:crypto';
import { ServiceError } from '../aws-json/service-error.ts';
import type { KeyRecord } from './key-record.ts';

export const rsaAlgorithms = ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] as const;
export type RsaAlgorithm = (typeof rsaAlgorithms)[number];

const hashes = {
  RSAES_OAEP_SHA_1: { name: 'sha1', length: 20 },
  RSAES_OAEP_SHA_256: { name: 'sha256', length: 32 },
} as const;

/** @throws ServiceError `ValidationException` when the plaintext is longer than modulus - 2 hashes - 2 */
export function rsaEncrypt(key: KeyRecord, algorithm: RsaAlgorithm, plaintext: Buffer): Buffer {
  const { name, length } = hashes[algorithm];
  const maximum = Number(key.spec.slice(4)) / 8 - 2 * length - 2;
  if (plaintext.length > maximum) {
    throw new ServiceError(
      'ValidationException',
      `Algorithm ${algorithm} and key spec ${key.spec} cannot encrypt data larger than ${maximum} bytes.`,
    );
  }
  const publicKey = createPublicKey(pemOf(key));
  return publicEncrypt(
    { key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: name },
    plaintext,
  );
}

/** Null when the bytes were not encrypted under this key and algorithm. */
export function rsaDecrypt(key: KeyRecord, algorithm: RsaAlgorithm, ciphertext: Buffer): Buffer | null {
  const privateKey = createPrivateKey(pemOf(key));
  const options = {
    key: privateKey,
    padding: constants.RSA_PKCS1_OAEP_PADDING,
    oaepHash: hashes[algorithm].name,
  };
  try {
    return privateDecrypt(options, ciphertext);
  } catch {
    return null;
  }
}

/** SubjectPublicKeyInfo, DER. */
export function rsaPublicKey(key: KeyRecord): Buffer {
  return createPublicKey(pemOf(key)).export({ type: 'spki', format: 'der' });
}

function pemOf(key: KeyRecord): string {
  if (key.privateKey === null) throw new TypeError(`${key.id} is not an RSA key`);
  return key.privateKey;
}
