import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';

/** Bits; what KMS makes, and few enough that an operation stays quick. */
const moduli = new Set([2048, 3072, 4096]);

type Hash = 'SHA-1' | 'SHA-256';

/**
 * Imports the public half of an RSA key.
 * @param spki SubjectPublicKeyInfo, DER
 * @throws AppError `pasted-text-invalid` for what is no RSA key of 2,048, 3,072 or 4,096 bits
 */
export async function importOaepPublicKey(spki: Bytes, hash: Hash): Promise<CryptoKey> {
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey('spki', spki, { name: 'RSA-OAEP', hash }, true, ['encrypt']);
  } catch (cause) {
    throw notPublicKey('not an RSA public key', cause);
  }
  if (!moduli.has(modulusBits(key)))
    throw notPublicKey(`an RSA key of ${modulusBits(key)} bits, not 2,048, 3,072 or 4,096`);
  return key;
}

/** Bits of an imported key's modulus. */
export function modulusBits({ algorithm }: CryptoKey): number {
  return 'modulusLength' in algorithm && typeof algorithm.modulusLength === 'number'
    ? algorithm.modulusLength
    : 0;
}

/**
 * Imports the private half of an RSA key, non-extractable, and overwrites `pkcs8` with zeros, on failure too.
 * @throws AppError `kms-answer-invalid` for what is no RSA key
 */
export async function importOaepPrivateKey(pkcs8: Bytes, hash: Hash): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'RSA-OAEP', hash }, false, ['decrypt']);
  } catch {
    // The cause is left out: whatever it quotes would be of a private key.
    throw new AppError('kms-answer-invalid', 'what KMS unwrapped is no RSA private key');
  } finally {
    pkcs8.fill(0);
  }
}

export async function oaepSeal(publicKey: CryptoKey, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, publicKey, plaintext));
}

/** Null where the bytes were not sealed for this key, with this hash. */
export async function oaepOpen(privateKey: CryptoKey, ciphertext: Bytes): Promise<Bytes | null> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, privateKey, ciphertext));
  } catch (cause) {
    // WebCrypto's one answer to whatever does not open.
    if (cause instanceof DOMException && cause.name === 'OperationError') return null;
    throw cause;
  }
}

function notPublicKey(why: string, cause?: unknown): AppError {
  return new AppError('pasted-text-invalid', why, { details: { expected: 'public-key' }, cause });
}
