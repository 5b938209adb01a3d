import { bucketCors } from '../../infra/cors.ts';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';

/** On every request that the SDK signs in a browser. */
const signed = [
  'authorization',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-security-token',
  'x-amz-user-agent',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
];

/** The request headers that the app needs a preflight to allow, by method. A test compares this with what it really sends. */
export const requestNeeds: Readonly<Record<Method, readonly string[]>> = {
  GET: [...signed, 'range', 'if-match'],
  HEAD: [...signed, 'x-amz-checksum-mode'],
  PUT: [
    ...signed,
    'content-type',
    'if-none-match',
    'x-amz-checksum-crc32',
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-bucket-key-enabled',
  ],
  POST: [
    ...signed,
    'content-type',
    'if-none-match',
    'x-amz-checksum-algorithm',
    'x-amz-checksum-crc32',
    'x-amz-checksum-type',
    'x-amz-mp-object-size',
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-bucket-key-enabled',
  ],
  DELETE: signed,
};

export const methods = bucketCors.allowedMethods;

/** Answer headers that the app reads: all that the deployed rules expose. */
export const answerNeeds: readonly string[] = bucketCors.exposeHeaders;

/**
 * Those that every answer of its kind has. Where a browser does not show one of these, the bucket hides it; of the others it cannot be told whether
 * they were hidden or not sent. `Content-Length` and `Last-Modified` are shown without being asked for (Fetch, "CORS-safelisted response-header name").
 */
export const surelySent: Readonly<Record<'put' | 'get', readonly string[]>> = {
  put: [
    'ETag',
    'Date',
    'x-amz-request-id',
    'x-amz-id-2',
    'x-amz-checksum-crc32',
    'x-amz-server-side-encryption',
  ],
  get: ['ETag', 'Content-Range', 'Accept-Ranges'],
};

/** Those of them that another S3 may leave out; that the answer has none is then for the checks to judge that look for it. */
export const onlyByAws: ReadonlySet<string> = new Set([
  'x-amz-request-id',
  'x-amz-id-2',
  'x-amz-server-side-encryption',
]);
