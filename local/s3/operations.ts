import {
  createBucket,
  deleteBucket,
  deleteBucketCors,
  getBucketCors,
  getBucketLocation,
  getBucketVersioning,
  headBucket,
  listBuckets,
  putBucketCors,
  putBucketVersioning,
} from './bucket-operations.ts';
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './bucket-encryption.ts';
import {
  deleteBucketLifecycle,
  getBucketLifecycle,
  putBucketLifecycle,
} from './bucket-lifecycle-operations.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import { copyObject, uploadPartCopy } from './copy-operations.ts';
import { listMultipartUploads, listObjectsV1, listObjectsV2, listObjectVersions } from './list-operations.ts';
import {
  abortMultipartUpload,
  createMultipartUpload,
  listParts,
  uploadPart,
} from './multipart-operations.ts';
import { getObject, headObject } from './read-operations.ts';
import type { S3Call, S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './tagging-operations.ts';
import { deleteObject, deleteObjects, putObject } from './write-operations.ts';

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly on: 'service' | 'bucket' | 'object';
  /** query parameters that must be there */
  readonly query: readonly string[];
  /** header that must be there */
  readonly header?: string;
  readonly perform: (call: S3Call) => Promise<S3Reply>;
}

const copy = 'x-amz-copy-source';

/** Every operation this server has. The first row that fits a request is what it asks for. */
const operations: readonly Operation[] = [
  { name: 'ListBuckets', method: 'GET', on: 'service', query: [], perform: listBuckets },

  { name: 'GetBucketLocation', method: 'GET', on: 'bucket', query: ['location'], perform: getBucketLocation },
  { name: 'GetBucketCors', method: 'GET', on: 'bucket', query: ['cors'], perform: getBucketCors },
  { name: 'PutBucketCors', method: 'PUT', on: 'bucket', query: ['cors'], perform: putBucketCors },
  { name: 'DeleteBucketCors', method: 'DELETE', on: 'bucket', query: ['cors'], perform: deleteBucketCors },
  {
    name: 'GetBucketVersioning',
    method: 'GET',
    on: 'bucket',
    query: ['versioning'],
    perform: getBucketVersioning,
  },
  {
    name: 'PutBucketVersioning',
    method: 'PUT',
    on: 'bucket',
    query: ['versioning'],
    perform: putBucketVersioning,
  },
  ...subresource('lifecycle', {
    GetBucketLifecycleConfiguration: ['GET', getBucketLifecycle],
    PutBucketLifecycleConfiguration: ['PUT', putBucketLifecycle],
    DeleteBucketLifecycle: ['DELETE', deleteBucketLifecycle],
  }),
  ...subresource('encryption', {
    GetBucketEncryption: ['GET', getBucketEncryption],
    PutBucketEncryption: ['PUT', putBucketEncryption],
    DeleteBucketEncryption: ['DELETE', deleteBucketEncryption],
  }),
  {
    name: 'ListObjectVersions',
    method: 'GET',
    on: 'bucket',
    query: ['versions'],
    perform: listObjectVersions,
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    on: 'bucket',
    query: ['uploads'],
    perform: listMultipartUploads,
  },
  { name: 'ListObjectsV2', method: 'GET', on: 'bucket', query: ['list-type'], perform: listObjectsV2 },
  { name: 'ListObjects', method: 'GET', on: 'bucket', query: [], perform: listObjectsV1 },
  { name: 'DeleteObjects', method: 'POST', on: 'bucket', query: ['delete'], perform: deleteObjects },
  { name: 'CreateBucket', method: 'PUT', on: 'bucket', query: [], perform: createBucket },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', query: [], perform: deleteBucket },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', query: [], perform: headBucket },

  { name: 'GetObjectTagging', method: 'GET', on: 'object', query: ['tagging'], perform: getObjectTagging },
  { name: 'PutObjectTagging', method: 'PUT', on: 'object', query: ['tagging'], perform: putObjectTagging },
  {
    name: 'DeleteObjectTagging',
    method: 'DELETE',
    on: 'object',
    query: ['tagging'],
    perform: deleteObjectTagging,
  },
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    on: 'object',
    query: ['uploads'],
    perform: createMultipartUpload,
  },
  {
    name: 'UploadPartCopy',
    method: 'PUT',
    on: 'object',
    query: ['uploadId', 'partNumber'],
    header: copy,
    perform: uploadPartCopy,
  },
  { name: 'UploadPart', method: 'PUT', on: 'object', query: ['uploadId', 'partNumber'], perform: uploadPart },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    query: ['uploadId'],
    perform: completeMultipartUpload,
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    on: 'object',
    query: ['uploadId'],
    perform: abortMultipartUpload,
  },
  { name: 'ListParts', method: 'GET', on: 'object', query: ['uploadId'], perform: listParts },
  { name: 'CopyObject', method: 'PUT', on: 'object', query: [], header: copy, perform: copyObject },
  { name: 'PutObject', method: 'PUT', on: 'object', query: [], perform: putObject },
  { name: 'GetObject', method: 'GET', on: 'object', query: [], perform: getObject },
  { name: 'HeadObject', method: 'HEAD', on: 'object', query: [], perform: headObject },
  { name: 'DeleteObject', method: 'DELETE', on: 'object', query: [], perform: deleteObject },
];

/** What is read, written and removed of a bucket at one query parameter. */
function subresource(
  name: string,
  methods: Readonly<Record<string, readonly [method: string, perform: Operation['perform']]>>,
): Operation[] {
  return Object.entries(methods).map(([operation, [method, perform]]) => ({
    name: operation,
    method,
    on: 'bucket',
    query: [name],
    perform,
  }));
}

/** Subresources of S3 that select another operation; those no row names are answered with NotImplemented. */
const subresources = new Set(
  'accelerate acl analytics append attributes cors delete encryption intelligent-tiering inventory legal-hold lifecycle location logging metadataConfiguration metrics notification object-lock ownershipControls partNumber policy policyStatus publicAccessBlock replication requestPayment restore retention select session tagging torrent uploadId uploads versioning versions website'.split(
    ' ',
  ),
);

export interface OperationKey {
  readonly method: string;
  readonly on: Operation['on'];
  readonly query: ReadonlyMap<string, string>;
  header(name: string): string | undefined;
}

/**
 * What a request asks for.
 * @throws S3Error MethodNotAllowed, NotImplemented for a subresource this server has not
 */
export function chooseOperation(asked: OperationKey): Operation {
  const named = [...asked.query.keys()].filter((name) => subresources.has(name));
  const found = operations.find(
    (operation) =>
      operation.method === asked.method &&
      operation.on === asked.on &&
      operation.query.every((name) => asked.query.has(name)) &&
      (operation.header === undefined || asked.header(operation.header) !== undefined),
  );
  if (found === undefined) throw new S3Error('MethodNotAllowed', { fields: { Method: asked.method } });
  const reads = found.name === 'GetObject' || found.name === 'HeadObject';
  const foreign = named.find((name) => !found.query.includes(name) && !(reads && name === 'partNumber'));
  if (foreign !== undefined) throw new S3Error('NotImplemented', { fields: { ResourceType: foreign } });
  return found;
}
