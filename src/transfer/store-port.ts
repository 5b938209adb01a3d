import type { Bytes } from '../bytes/bytes.ts';

/** A body ready to send: its bytes and the base64 CRC-32 that S3 verifies on arrival. */
export interface StoreBody {
  readonly body: Bytes | Blob;
  readonly crc32: string;
}

export interface StoredPart {
  readonly partNumber: number;
  readonly etag: string;
  readonly crc32: string;
}

/**
 * What is asked of the store's own encryption, which it adds below ours. `bucket-default`: nothing is asked for. `keyId`: key id, key ARN or
 * alias; null: the account's `aws/s3`.
 */
export type StorageEncryption =
  | { readonly kind: 'bucket-default' }
  | { readonly kind: 'sse-s3' }
  | { readonly kind: 'sse-kms'; readonly keyId: string | null; readonly bucketKey: boolean };

/** One part that S3 holds of an upload that is not complete. */
export interface HeldPart {
  readonly partNumber: number;
  readonly size: number;
  readonly etag: string;
  /** base64 CRC-32; null where the store does not keep it */
  readonly crc32: string | null;
}

/** A multipart upload that was begun and neither completed nor aborted. */
export interface OpenUpload {
  readonly key: string;
  readonly uploadId: string;
  /** ISO 8601, UTC */
  readonly initiated: string | null;
}

/** One entry of a listing. */
export interface ListedObject {
  readonly key: string;
  /** bytes as stored, header and frames included */
  readonly size: number;
  readonly etag: string;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

/** HeadObject's answer. */
export interface ObjectFacts {
  readonly size: number;
  readonly etag: string;
  readonly lastModified: string | null;
  readonly contentType: string | null;
  readonly versionId: string | null;
  readonly checksum: {
    readonly algorithm: string;
    readonly value: string;
    readonly type: string | null;
  } | null;
  readonly sse: string | null;
  readonly sseKmsKeyId: string | null;
  readonly bucketKey: boolean | null;
}

/** What an opening needs of the place that a message lies in. */
export type MessageStore = Pick<ObjectStore, 'bucket' | 'read'>;

/** What transfers need of S3, bound to one bucket. Implemented by `src/aws`; methods throw AppError with a `store-*`, access or network code. */
export interface ObjectStore {
  /** `s3://bucket` of this store. */
  readonly bucket: string;

  /** One PutObject. With `onlyIfAbsent`, an existing key fails with `name-taken`. */
  put(
    request: StoreBody & {
      readonly key: string;
      readonly onlyIfAbsent: boolean;
      readonly storageEncryption: StorageEncryption;
      readonly signal: AbortSignal;
    },
  ): Promise<void>;

  /** Starts a multipart upload whose whole-object checksum is CRC-32 (type FULL_OBJECT). All its parts are stored under this encryption. */
  createMultipart(request: {
    readonly key: string;
    readonly storageEncryption: StorageEncryption;
    readonly signal: AbortSignal;
  }): Promise<string>;

  putPart(
    request: StoreBody & {
      readonly key: string;
      readonly uploadId: string;
      readonly partNumber: number;
      readonly signal: AbortSignal;
    },
  ): Promise<StoredPart>;

  completeMultipart(request: {
    readonly key: string;
    readonly uploadId: string;
    readonly parts: readonly StoredPart[];
    /** base64 CRC-32 of the whole object */
    readonly crc32: string;
    readonly size: number;
    readonly onlyIfAbsent: boolean;
    readonly signal: AbortSignal;
  }): Promise<void>;

  /** Removes the parts. Resolves when the upload is gone already. */
  abortMultipart(request: { readonly key: string; readonly uploadId: string }): Promise<void>;

  /** All parts S3 holds of an upload, by their numbers. @throws AppError `upload-lost` */
  listParts(request: {
    readonly key: string;
    readonly uploadId: string;
    readonly signal: AbortSignal;
  }): Promise<readonly HeldPart[]>;

  /** All uploads under a prefix that are neither complete nor aborted. */
  listUploads(request: {
    readonly prefix: string;
    readonly signal: AbortSignal;
  }): Promise<readonly OpenUpload[]>;

  /**
   * Bytes `first..last` (inclusive, as in HTTP); fewer when the object ends earlier. With `etag`, an object that was
   * replaced meanwhile fails with `object-changed`. `size` is the whole object's. `ticket`: what a move left beside it, unverified.
   */
  read(request: {
    readonly key: string;
    readonly first: number;
    readonly last: number;
    readonly etag?: string;
    readonly signal: AbortSignal;
  }): Promise<{
    readonly bytes: Bytes;
    readonly size: number;
    readonly etag: string;
    readonly ticket: string | null;
  }>;

  head(request: { readonly key: string; readonly signal: AbortSignal }): Promise<ObjectFacts>;

  /** The tags of an object, in the store's order. */
  tags(request: {
    readonly key: string;
    readonly signal: AbortSignal;
  }): Promise<readonly (readonly [name: string, value: string])[]>;

  list(request: {
    readonly prefix: string;
    readonly continuation: string | null;
    readonly limit: number;
    readonly signal: AbortSignal;
  }): Promise<{ readonly objects: readonly ListedObject[]; readonly continuation: string | null }>;
}
