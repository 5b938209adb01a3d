import * as v from 'valibot';
import type { Bytes } from '../bytes/bytes.ts';
import { base64Decode, base64Encode } from '../bytes/text.ts';
import { oaepHashes, rsaSpecs } from './limits.ts';

/**
 * What the bench hands out as text, to be kept anywhere: a small JSON document that says all that is needed to open it again, and
 * nothing secret. `aws kms decrypt` takes the same fields.
 */
export type BenchDocument =
  /** a text, or a data key, wrapped by KMS */
  | (Wrapped & { readonly format: 'sealdrop-secret' | 'sealdrop-wrapped-key' })
  /** a text sealed with the public half of an RSA key in KMS */
  | {
      readonly format: 'sealdrop-rsa-secret';
      readonly keyArn: string;
      readonly hash: (typeof oaepHashes)[number];
      readonly ciphertext: Bytes;
    }
  /** a key pair whose private half (PKCS #8) is wrapped by KMS; `publicKey` is a SubjectPublicKeyInfo */
  | (Wrapped & {
      readonly format: 'sealdrop-key-pair';
      readonly spec: (typeof rsaSpecs)[number];
      readonly publicKey: Bytes;
    });

interface Wrapped {
  readonly keyArn: string;
  readonly context: ReadonlyMap<string, string>;
  readonly ciphertext: Bytes;
}

/** Characters: far more than the longest document there can be. */
export const maxDocumentLength = 64 * 1024;

const version = v.literal(1);
const base64 = v.pipe(
  v.string(),
  v.transform(base64Decode),
  v.custom<Bytes>((bytes) => bytes instanceof Uint8Array && bytes.length > 0),
);
const wrapped = {
  version,
  keyArn: v.pipe(v.string(), v.startsWith('arn:'), v.maxLength(2048)),
  encryptionContext: v.record(v.string(), v.string()),
  ciphertext: base64,
};
const schema = v.variant('format', [
  v.strictObject({ ...wrapped, format: v.picklist(['sealdrop-secret', 'sealdrop-wrapped-key']) }),
  v.strictObject({
    format: v.literal('sealdrop-rsa-secret'),
    version,
    keyArn: wrapped.keyArn,
    hash: v.picklist(oaepHashes),
    ciphertext: base64,
  }),
  v.strictObject({
    ...wrapped,
    format: v.literal('sealdrop-key-pair'),
    spec: v.picklist(rsaSpecs),
    publicKey: base64,
  }),
]);

/** The document as text, ending with a line end. */
export function writeDocument(document: BenchDocument): string {
  const { format, keyArn, ciphertext } = document;
  const json = {
    format,
    version: 1,
    keyArn,
    ...('spec' in document ? { spec: document.spec, publicKey: base64Encode(document.publicKey) } : {}),
    ...('hash' in document ? { hash: document.hash } : {}),
    ...('context' in document ? { encryptionContext: Object.fromEntries(document.context) } : {}),
    ciphertext: base64Encode(ciphertext),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Strict; null where the text is no document of this version. */
export function readDocument(text: string): BenchDocument | null {
  if (text.length > maxDocumentLength) return null;
  const result = v.safeParse(schema, jsonOf(text));
  if (!result.success) return null;
  const { output } = result;
  if (output.format === 'sealdrop-rsa-secret') {
    const { format, keyArn, hash, ciphertext } = output;
    return { format, keyArn, hash, ciphertext };
  }
  const { keyArn, ciphertext } = output;
  const common = { keyArn, context: new Map(Object.entries(output.encryptionContext)), ciphertext };
  if (output.format === 'sealdrop-key-pair') {
    return { ...common, format: output.format, spec: output.spec, publicKey: output.publicKey };
  }
  return { ...common, format: output.format };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
