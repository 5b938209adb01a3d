/**
 * The algorithm suites of the AWS Encryption SDK, as data (specification: framework/algorithm-suites.md).
 * All of them are AES-GCM with a 12-byte IV and a 16-byte tag.
 */
export interface Suite {
  readonly id: number;
  /** the specification's name */
  readonly name: string;
  /** the message format that carries it */
  readonly version: 1 | 2;
  /** bytes of the data key and of the content key */
  readonly keyLength: 16 | 24 | 32;
  readonly kdf: 'none' | 'HKDF-SHA-256' | 'HKDF-SHA-384' | 'HKDF-SHA-512';
  readonly committing: boolean;
  /** the curve; P-256 signs over SHA-256, P-384 over SHA-384 */
  readonly signature: null | 'P-256' | 'P-384';
}

type Row = readonly [
  id: number,
  name: string,
  keyLength: Suite['keyLength'],
  kdf: Suite['kdf'],
  signature: Suite['signature'],
];

const uncommitted: readonly Row[] = [
  [0x0014, 'AES_128_GCM_IV12_TAG16_NO_KDF', 16, 'none', null],
  [0x0046, 'AES_192_GCM_IV12_TAG16_NO_KDF', 24, 'none', null],
  [0x0078, 'AES_256_GCM_IV12_TAG16_NO_KDF', 32, 'none', null],
  [0x0114, 'AES_128_GCM_IV12_TAG16_HKDF_SHA256', 16, 'HKDF-SHA-256', null],
  [0x0146, 'AES_192_GCM_IV12_TAG16_HKDF_SHA256', 24, 'HKDF-SHA-256', null],
  [0x0178, 'AES_256_GCM_IV12_TAG16_HKDF_SHA256', 32, 'HKDF-SHA-256', null],
  [0x0214, 'AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256', 16, 'HKDF-SHA-256', 'P-256'],
  [0x0346, 'AES_192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384', 24, 'HKDF-SHA-384', 'P-384'],
  [0x0378, 'AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384', 32, 'HKDF-SHA-384', 'P-384'],
];

function committingSuite(id: number, name: string, signature: Suite['signature']): Suite {
  return { id, name, version: 2, keyLength: 32, kdf: 'HKDF-SHA-512', committing: true, signature };
}

/** What this app writes: key commitment, no signature. */
export const sealingSuite: Suite = committingSuite(0x0478, 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY', null);

/** Every suite this app reads. */
export const suites: readonly Suite[] = [
  ...uncommitted.map(([id, name, keyLength, kdf, signature]): Suite => ({
    id,
    name,
    version: 1,
    keyLength,
    kdf,
    committing: false,
    signature,
  })),
  sealingSuite,
  committingSuite(0x0578, 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384', 'P-384'),
];

const byId = new Map(suites.map((suite) => [suite.id, suite]));

/** null for an id the specification does not list. */
export function suiteById(id: number): Suite | null {
  return byId.get(id) ?? null;
}
