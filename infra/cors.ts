/** What the app's bucket allows pages of other origins, as the CDK stack deploys it and as the local S3 answers it. */
export interface BucketCors {
  readonly allowedMethods: readonly ('GET' | 'PUT' | 'POST' | 'DELETE' | 'HEAD')[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number;
}

/**
 * Everything the app does and reads, and nothing else. The request headers are any: which ones the SDK signs is its own business,
 * and a header gives nobody access. The answer's headers are named one by one, since without a name the browser hides them.
 */
export const bucketCors: BucketCors = {
  allowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
  allowedHeaders: ['*'],
  exposeHeaders: [
    'ETag',
    'Date',
    'Retry-After',
    'Content-Length',
    'Content-Range',
    'Accept-Ranges',
    'Last-Modified',
    'x-amz-checksum-crc32',
    'x-amz-checksum-crc32c',
    'x-amz-checksum-crc64nvme',
    'x-amz-checksum-sha1',
    'x-amz-checksum-sha256',
    'x-amz-checksum-type',
    'x-amz-request-id',
    'x-amz-id-2',
    'x-amz-version-id',
    'x-amz-delete-marker',
    'x-amz-abort-date',
    'x-amz-abort-rule-id',
    'x-amz-meta-sealdrop-moved',
    'x-amz-mp-parts-count',
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-bucket-key-enabled',
  ],
  maxAgeSeconds: 3600,
};
