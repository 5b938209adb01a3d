import type { IncomingMessage } from 'node:http';
import type { Caller, ConditionValues, PayloadBinding } from '../access/contract.ts';
import type { KeysForService } from '../kms/keys-for-services.ts';
import type { Bucket } from './bucket.ts';
import type { BucketStore } from './bucket-store.ts';
import { S3Error } from './s3-error.ts';
import type { HeaderReader } from './s3-request.ts';

/** One verified request on its way to an operation. */
export interface S3Call {
  readonly request: IncomingMessage;
  readonly header: HeaderReader;
  /** false: as in a store that knows none, those that were sent count for nothing */
  readonly knowsChecksums: boolean;
  readonly query: ReadonlyMap<string, string>;
  /** empty for ListBuckets */
  readonly bucketName: string;
  /** empty for operations on a bucket */
  readonly key: string;
  readonly caller: Caller;
  readonly payload: PayloadBinding;
  readonly store: BucketStore;
  /** for SSE-KMS; null: there is no KMS */
  readonly keys: KeysForService | null;
  readonly now: Date;
  readonly region: string;
  allows(action: string, resource: string, conditions: ConditionValues): boolean;
}

/** Bytes to stream; `done` is called once, however the sending ends. */
interface ReplyStream {
  readonly length: number;
  readonly bytes: AsyncIterable<Buffer>;
  readonly done: () => void;
}

export interface S3Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** an XML document, or an object's bytes */
  readonly body?: string | ReplyStream;
}

export function bucketArn(bucket: string): string {
  return `arn:aws:s3:::${bucket}`;
}

export function objectArn(bucket: string, key: string): string {
  return `arn:aws:s3:::${bucket}/${key}`;
}

/** @throws S3Error AccessDenied */
export function authorize(
  call: S3Call,
  action: string,
  resource: string,
  conditions: ConditionValues = {},
): void {
  if (!call.allows(action, resource, conditions)) {
    throw denied(call, action, resource);
  }
}

function denied({ caller }: S3Call, action: string, resource: string): S3Error {
  return new S3Error('AccessDenied', {
    message: `User: ${caller.arn} is not authorized to perform: ${action} on resource: "${resource}" because no identity-based policy allows the ${action} action`,
  });
}

/**
 * The call's bucket, once the caller may do the action on the call's object.
 * @throws S3Error NoSuchBucket, AccessDenied
 */
export function authorizeOnObject(call: S3Call, action: string, conditions: ConditionValues = {}): Bucket {
  const bucket = call.store.get(call.bucketName);
  authorize(call, action, objectArn(call.bucketName, call.key), conditions);
  return bucket;
}

/** @throws S3Error NoSuchBucket, AccessDenied */
export function authorizeOnBucket(call: S3Call, action: string, conditions: ConditionValues = {}): Bucket {
  const bucket = call.store.get(call.bucketName);
  authorize(call, action, bucketArn(call.bucketName), conditions);
  return bucket;
}

/** Who may not list may not learn that a key is absent: 404 becomes 403, as in S3. */
export function hideAbsence(call: S3Call, error: unknown): unknown {
  const absent = error instanceof S3Error && (error.code === 'NoSuchKey' || error.code === 'NoSuchVersion');
  if (!absent || call.allows('s3:ListBucket', bucketArn(call.bucketName), {})) return error;
  return denied(call, 's3:ListBucket', bucketArn(call.bucketName));
}

/** Condition keys that a write carries. */
export function writeConditionValues(call: S3Call): ConditionValues {
  const names = [
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-acl',
    'x-amz-storage-class',
    'if-none-match',
    'if-match',
  ];
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = call.header(name);
    if (value !== undefined) values[`s3:${name}`] = value;
  }
  return values;
}
