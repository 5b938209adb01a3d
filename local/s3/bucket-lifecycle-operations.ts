import { readDocument } from './body-reader.ts';
import { lifecycleElements, parseLifecycle } from './lifecycle.ts';
import { authorizeOnBucket, type S3Call, type S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { parseXml, xmlDocument } from './xml.ts';

/** 1,000 rules */
const documentLimit = 1024 * 1024;

/** GetBucketLifecycleConfiguration */
export async function getBucketLifecycle(call: S3Call): Promise<S3Reply> {
  const { record } = authorizeOnBucket(call, 's3:GetLifecycleConfiguration');
  await readDocument(call, 0, false);
  const rules = record.lifecycle ?? null;
  if (rules === null) {
    throw new S3Error('NoSuchLifecycleConfiguration', { fields: { BucketName: call.bucketName } });
  }
  return { status: 200, body: xmlDocument('LifecycleConfiguration', lifecycleElements(rules)) };
}

/** PutBucketLifecycleConfiguration: replaces all rules */
export async function putBucketLifecycle(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutLifecycleConfiguration');
  const root = parseXml(await readDocument(call, documentLimit, true), 'LifecycleConfiguration');
  await bucket.update({ lifecycle: parseLifecycle(root) });
  return { status: 200 };
}

/** DeleteBucketLifecycle */
export async function deleteBucketLifecycle(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutLifecycleConfiguration');
  await readDocument(call, 0, false);
  await bucket.update({ lifecycle: null });
  return { status: 204 };
}
