import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { StorageEncryption } from '../transfer/store-port.ts';

/** The fields of PutObject and CreateMultipartUpload that ask for the store's own encryption (S3 API Reference, PutObject). */
export function storageHeaders(
  chosen: StorageEncryption,
): Pick<PutObjectCommandInput, 'ServerSideEncryption' | 'SSEKMSKeyId' | 'BucketKeyEnabled'> {
  if (chosen.kind === 'bucket-default') return {};
  if (chosen.kind === 'sse-s3') return { ServerSideEncryption: 'AES256' };
  return {
    ServerSideEncryption: 'aws:kms',
    BucketKeyEnabled: chosen.bucketKey,
    ...(chosen.keyId === null ? {} : { SSEKMSKeyId: chosen.keyId }),
  };
}
