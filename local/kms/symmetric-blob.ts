import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyMaterial, KeyRecord } from './key-record.ts';

/**
 * A blob: version 1, key id 16, material id 32, salt 75, IV 12, ciphertext, tag 16. 152 bytes more than the plaintext,
 * so that a 32-byte data key gives 184 bytes as today's KMS does. Opaque to callers; the salt makes a fresh key a blob.
 */
const version = 0x01;
const keyIdEnd = 17;
const materialEnd = keyIdEnd + 32;
const saltEnd = materialEnd + 75;
const ivEnd = saltEnd + 12;
const tagLength = 16;

/** Wraps bytes under a key's current material. */
export function sealBlob(key: KeyRecord, context: Buffer, plaintext: Uint8Array): Buffer {
  const material = key.materials.at(-1);
  if (material === undefined) throw new TypeError(`${key.id} has no symmetric material`);
  const head = Buffer.concat([
    Buffer.of(version),
    Buffer.from(key.id.replaceAll('-', ''), 'hex'),
    Buffer.from(material.id, 'hex'),
    randomBytes(75),
    randomBytes(12),
  ]);
  const cipher = createCipheriv('aes-256-gcm', blobKey(material, head), head.subarray(saltEnd));
  cipher.setAAD(Buffer.concat([head, context]));
  return Buffer.concat([head, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** The key id that a blob names, not yet verified; null when it cannot be a blob. */
export function keyIdOfBlob(blob: Buffer): string | null {
  if (blob.length <= ivEnd + tagLength || blob[0] !== version) return null;
  const hex = blob.toString('hex', 1, keyIdEnd);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
}

/** Unwraps; null when the blob, the key or the context is not the one it was sealed with. */
export function openBlob(
  key: KeyRecord,
  context: Buffer,
  blob: Buffer,
): { readonly plaintext: Buffer; readonly materialId: string } | null {
  if (keyIdOfBlob(blob) !== key.id) return null;
  const materialId = blob.toString('hex', keyIdEnd, materialEnd);
  const material = key.materials.find(({ id }) => id === materialId);
  if (material === undefined) return null;
  const head = blob.subarray(0, ivEnd);
  const decipher = createDecipheriv('aes-256-gcm', blobKey(material, head), head.subarray(saltEnd));
  decipher.setAAD(Buffer.concat([head, context]));
  decipher.setAuthTag(blob.subarray(-tagLength));
  try {
    const plaintext = Buffer.concat([decipher.update(blob.subarray(ivEnd, -tagLength)), decipher.final()]);
    return { plaintext, materialId };
  } catch {
    return null;
  }
}

function blobKey(material: KeyMaterial, head: Buffer): Buffer {
  const salt = head.subarray(materialEnd, saltEnd);
  return Buffer.from(hkdfSync('sha256', Buffer.from(material.key, 'base64'), salt, 'local kms blob', 32));
}
