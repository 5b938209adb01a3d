/** Bytes that KMS Encrypt takes at most under a symmetric key. Source: AWS KMS API Reference, Encrypt, `Plaintext`. */
export const directLimit = 4096;

/** Bytes of a text or file that the bench seals in an envelope: held whole in memory, shown as base64. Larger ones are what the files screen is for. */
export const envelopeLimit = 1024 * 1024;

export const rsaSpecs = ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const;
export type RsaSpec = (typeof rsaSpecs)[number];

export const oaepHashes = ['SHA-256', 'SHA-1'] as const;
export type OaepHash = (typeof oaepHashes)[number];

const hashLengths: Readonly<Record<OaepHash, number>> = { 'SHA-1': 20, 'SHA-256': 32 };

/**
 * Bytes that RSA-OAEP takes at most: the modulus less two hashes and two bytes.
 * Source: RFC 8017, section 7.1.1.
 */
export function oaepLimit(spec: RsaSpec, hash: OaepHash): number {
  return modulusLength(spec) - 2 * hashLengths[hash] - 2;
}

/** Bytes of the modulus, and of every ciphertext. */
export function modulusLength(spec: RsaSpec): number {
  return Number(spec.slice('RSA_'.length)) / 8;
}

export function isRsaSpec(spec: string): spec is RsaSpec {
  return rsaSpecs.some((known) => known === spec);
}
