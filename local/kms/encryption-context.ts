import type { ConditionValues } from '../access/contract.ts';
import { ServiceError } from '../aws-json/service-error.ts';

/** A Map, because a plain object would lose a key such as `__proto__`. */
export type EncryptionContext = ReadonlyMap<string, string>;

const limit = 8192;

/**
 * The bytes that authenticate a context, independent of its order: u32 count, then each pair as u32 length and UTF-8,
 * sorted by the keys' bytes.
 * @throws ServiceError when it is longer than KMS allows
 */
export function contextBytes(context: EncryptionContext): Buffer {
  const pairs = Array.from(context)
    .map(([key, value]) => [Buffer.from(key, 'utf8'), Buffer.from(value, 'utf8')] as const)
    .toSorted(([left], [right]) => Buffer.compare(left, right));
  const bytes = Buffer.concat([
    uint32(pairs.length),
    ...pairs.flatMap(([key, value]) => [withLength(key), withLength(value)]),
  ]);
  if (bytes.length > limit) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value at 'encryptionContext' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    );
  }
  return bytes;
}

/** What policies may ask about a context. */
export function contextConditions(context: EncryptionContext): ConditionValues {
  const pairs = Array.from(context, ([key, value]) => [`kms:EncryptionContext:${key}`, value] as const);
  if (pairs.length === 0) return {};
  return { ...Object.fromEntries(pairs), 'kms:EncryptionContextKeys': [...context.keys()] };
}

function withLength(bytes: Buffer): Buffer {
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
