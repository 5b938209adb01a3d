import * as v from 'valibot';
import { checksumAlgorithms, checksumTypes } from './checksums.ts';

/** What stands in the JSON files on disk. Everything read back is checked against these. */

const size = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();
const texts = v.record(text, text);

const sse = v.strictObject({
  algorithm: v.picklist(['AES256', 'aws:kms']),
  kmsKeyId: v.nullable(text),
  bucketKey: v.boolean(),
});

const checksum = v.strictObject({
  algorithm: v.picklist(checksumAlgorithms),
  type: v.picklist(checksumTypes),
  value: text,
});

const tag = v.strictObject({ key: text, value: text });

/** One stretch of an object: a file of the blob store. `checksum` is base64, of the object's algorithm. */
const segment = v.strictObject({
  blob: v.pipe(text, v.regex(/^[0-9a-f-]{36}$/u)),
  size,
  checksum: v.nullable(text),
});

const facts = {
  /** user metadata, names without `x-amz-meta-` */
  metadata: texts,
  /** Content-Type, Cache-Control, ... in lower case */
  headers: texts,
  sse,
  tags: v.array(tag),
};

const version = v.strictObject({
  versionId: text,
  deleteMarker: v.boolean(),
  lastModified: v.pipe(text, v.isoTimestamp()),
  size,
  /** without quotes */
  etag: text,
  segments: v.array(segment),
  /** number of parts; null when it came by one PutObject or CopyObject */
  partCount: v.nullable(size),
  checksum: v.nullable(checksum),
  ...facts,
});

/** All that is known of one key, newest version first. */
export const keyRecordSchema = v.strictObject({ key: text, versions: v.array(version) });

const corsRule = v.strictObject({
  id: v.optional(text),
  allowedOrigins: v.array(text),
  allowedMethods: v.array(text),
  allowedHeaders: v.array(text),
  exposeHeaders: v.array(text),
  maxAgeSeconds: v.optional(size),
});

const lifecycleRule = v.strictObject({
  id: text,
  enabled: v.boolean(),
  prefix: text,
  /** days after which an unfinished upload is aborted */
  abortDays: size,
});

export const bucketRecordSchema = v.strictObject({
  name: text,
  createdAt: v.pipe(text, v.isoTimestamp()),
  versioning: v.picklist(['Off', 'Enabled', 'Suspended']),
  cors: v.nullable(v.array(corsRule)),
  /** null: no configuration. Buckets made before there was any lack it and what follows. */
  lifecycle: v.optional(v.nullable(v.array(lifecycleRule))),
  /** what objects get that ask for nothing; null: SSE-S3 */
  encryption: v.optional(v.nullable(sse)),
});

export const uploadRecordSchema = v.strictObject({
  uploadId: text,
  key: text,
  initiated: v.pipe(text, v.isoTimestamp()),
  initiator: text,
  algorithm: v.picklist(checksumAlgorithms),
  checksumType: v.picklist(checksumTypes),
  /** whether the client named the algorithm; else it is S3's own default and is not told in listings */
  algorithmAsked: v.boolean(),
  ...facts,
});

export const partRecordSchema = v.strictObject({
  partNumber: v.pipe(size, v.minValue(1)),
  etag: text,
  lastModified: v.pipe(text, v.isoTimestamp()),
  segment,
});

export type Sse = v.InferOutput<typeof sse>;
export type Tag = v.InferOutput<typeof tag>;
export type Segment = v.InferOutput<typeof segment>;
export type ObjectVersion = v.InferOutput<typeof version>;
export type KeyRecord = v.InferOutput<typeof keyRecordSchema>;
export type CorsRule = v.InferOutput<typeof corsRule>;
export type LifecycleRule = v.InferOutput<typeof lifecycleRule>;
export type BucketRecord = v.InferOutput<typeof bucketRecordSchema>;
export type UploadRecord = v.InferOutput<typeof uploadRecordSchema>;
export type PartRecord = v.InferOutput<typeof partRecordSchema>;

/** What a request says about the object it makes, beside its bytes. */
export type ObjectFacts = Pick<ObjectVersion, 'metadata' | 'headers' | 'sse' | 'tags'>;
