import * as v from 'valibot';
import type { Bytes } from '../bytes/bytes.ts';
import type { PartRecord, TransferRecord } from '../transfer/journal-port.ts';

const tagLength = 16;
/** Longer headers are never written. */
const maxHeaderLength = 1024 * 1024;

const text = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const bytes = v.custom<Bytes>(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
  'must be bytes',
);
const handle = v.custom<FileSystemFileHandle>(
  (value) =>
    typeof value === 'object' && value !== null && 'getFile' in value && typeof value.getFile === 'function',
  'must be a file handle',
);

const facts = {
  id: text,
  identityId: text,
  bucket: v.pipe(v.string(), v.startsWith('s3://')),
  key: text,
  name: text,
  size: count,
  createdAt: v.pipe(v.number(), v.finite()),
  handle: v.nullable(handle),
};

const storageEncryption = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['bucket-default', 'sse-s3']) }),
  v.strictObject({ kind: v.literal('sse-kms'), keyId: v.nullable(text), bucketKey: v.boolean() }),
]);

const recordSchema = v.variant('kind', [
  v.strictObject({
    ...facts,
    kind: v.literal('seal'),
    lastModified: v.pipe(v.number(), v.finite()),
    header: v.pipe(
      bytes,
      v.check(({ length }) => length > 0 && length <= maxHeaderLength, 'must be a header'),
    ),
    frameLength: positive,
    framesPerPart: positive,
    // Records of versions that asked nothing of the store lack it.
    storageEncryption: v.optional(storageEncryption, { kind: 'bucket-default' }),
    // Records of versions that replaced nothing lack it.
    replaces: v.optional(v.boolean(), false),
    uploadId: v.nullable(text),
    // Records of versions that offered to go on with what was cancelled lack it.
    givenUp: v.optional(v.boolean(), false),
  }),
  v.strictObject({
    ...facts,
    kind: v.literal('open'),
    etag: text,
    acceptMoved: v.boolean(),
    place: v.nullable(text),
    verified: count,
  }),
]);

const partSchema = v.strictObject({
  partNumber: v.pipe(positive, v.maxValue(10_000)),
  tags: v.pipe(
    bytes,
    v.check(({ length }) => length > 0 && length % tagLength === 0, 'must be tags of 16 bytes'),
  ),
  crc: v.pipe(count, v.maxValue(0xffff_ffff)),
});

/** What a database gave back for a record, or null where it is not what was written. Nothing is repaired. */
export function readBackRecord(stored: unknown): TransferRecord | null {
  const result = v.safeParse(recordSchema, stored, { abortEarly: true });
  return result.success ? result.output : null;
}

/** As `readBackRecord`, for one part. */
export function readBackPart(stored: unknown): PartRecord | null {
  const result = v.safeParse(partSchema, stored, { abortEarly: true });
  return result.success ? result.output : null;
}
