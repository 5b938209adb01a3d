import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { crc32Header, createCrc32 } from '../seal/crc32.ts';
import type { ObjectStore, StorageEncryption, StoreBody } from '../store-port.ts';
import { reasonOf } from '../wait.ts';

/** The operations of a store, by name. */
export type StoreOperation = Exclude<keyof ObjectStore, 'bucket'>;

interface MemoryUpload {
  readonly key: string;
  /** ISO 8601, UTC, whole seconds as S3 tells it */
  readonly initiated: string;
  readonly storageEncryption: StorageEncryption;
  readonly parts: Map<number, { readonly bytes: Bytes; readonly etag: string; readonly crc32: string }>;
}

/** A strict ObjectStore in memory, for tests. `intercept` runs before each operation and may throw, wait or change the store. */
export interface MemoryStore extends ObjectStore {
  readonly objects: Map<
    string,
    { bytes: Bytes; etag: string; storageEncryption: StorageEncryption; ticket: string | null }
  >;
  readonly uploads: Map<string, MemoryUpload>;
  /** every body that was sent, accepted or not */
  readonly received: { readonly key: string; readonly partNumber: number; readonly bytes: Bytes }[];
  /** milliseconds since 1970 */
  clock: () => number;
  /** every operation asked for, in order */
  readonly asked: StoreOperation[];
  intercept: (operation: StoreOperation, request: object) => Promise<void> | void;
  place(key: string, bytes: Bytes, storageEncryption?: StorageEncryption, ticket?: string | null): void;
  bytesOf(key: string): Bytes;
}

export function createMemoryStore(bucket = 's3://bucket'): MemoryStore {
  let serial = 0;
  const nextEtag = (): string => `"etag-${(serial += 1)}"`;
  const store: MemoryStore = {
    bucket,
    objects: new Map(),
    uploads: new Map(),
    received: [],
    clock: () => Date.now(),
    asked: [],
    intercept: () => {},
    place: (key, bytes, storageEncryption = { kind: 'bucket-default' }, ticket = null) =>
      void store.objects.set(key, { bytes, etag: nextEtag(), storageEncryption, ticket }),
    bytesOf: (key) => objectAt(key).bytes,

    async put({ key, body, crc32, onlyIfAbsent, storageEncryption, signal }) {
      await receive(key, 1, body);
      await begin('put', { key, signal });
      const bytes = await received({ body, crc32 });
      assertFree(key, onlyIfAbsent);
      store.place(key, bytes, storageEncryption);
    },

    async createMultipart({ key, storageEncryption, signal }) {
      await begin('createMultipart', { key, signal });
      const uploadId = `upload-${(serial += 1)}`;
      const initiated = new Date(Math.floor(store.clock() / 1000) * 1000).toISOString();
      store.uploads.set(uploadId, { key, initiated, storageEncryption, parts: new Map() });
      return uploadId;
    },

    async putPart({ key, uploadId, partNumber, body, crc32, signal }) {
      await receive(key, partNumber, body);
      await begin('putPart', { key, uploadId, partNumber, signal });
      const bytes = await received({ body, crc32 });
      const etag = nextEtag();
      uploadOf(uploadId).parts.set(partNumber, { bytes, etag, crc32 });
      return { partNumber, etag, crc32 };
    },

    async completeMultipart({ key, uploadId, parts, crc32, size, onlyIfAbsent, signal }) {
      await begin('completeMultipart', { key, uploadId, signal });
      const upload = uploadOf(uploadId);
      assertFree(key, onlyIfAbsent);
      const pieces = parts.map(({ partNumber, etag }, index) => {
        const part = upload.parts.get(partNumber);
        if (part?.etag !== etag || partNumber !== index + 1) throw new Error('parts do not match');
        return part.bytes;
      });
      const bytes = await received({ body: concatBytes(...pieces), crc32 });
      if (bytes.length !== size) throw new Error('MpuObjectSize does not match');
      store.uploads.delete(uploadId);
      store.place(key, bytes, upload.storageEncryption);
    },

    async abortMultipart(request) {
      await begin('abortMultipart', request);
      store.uploads.delete(request.uploadId);
    },

    async listParts({ key, uploadId, signal }) {
      await begin('listParts', { key, uploadId, signal });
      const parts = [...uploadOf(uploadId).parts].toSorted(([left], [right]) => left - right);
      return parts.map(([partNumber, { bytes, etag, crc32 }]) => ({
        partNumber,
        size: bytes.length,
        etag,
        crc32,
      }));
    },

    async listUploads({ prefix, signal }) {
      await begin('listUploads', { prefix, signal });
      return [...store.uploads]
        .filter(([, { key }]) => key.startsWith(prefix))
        .map(([uploadId, { key, initiated }]) => ({ key, uploadId, initiated }));
    },

    async read({ key, first, last, etag, signal }) {
      await begin('read', { key, first, last, signal });
      const found = objectAt(key);
      if (etag !== undefined && etag !== found.etag) throw new AppError('object-changed', 'replaced');
      const { etag: foundTag, ticket } = found;
      return { bytes: found.bytes.slice(first, last + 1), size: found.bytes.length, etag: foundTag, ticket };
    },

    async head({ key, signal }) {
      await begin('head', { key, signal });
      const { bytes, etag } = objectAt(key);
      return {
        size: bytes.length,
        etag,
        lastModified: '2026-01-02T03:04:05.000Z',
        contentType: 'application/octet-stream',
        versionId: null,
        checksum: null,
        sse: 'AES256',
        sseKmsKeyId: null,
        bucketKey: null,
      };
    },

    async tags({ key, signal }) {
      await begin('tags', { key, signal });
      objectAt(key);
      return [];
    },

    async list({ prefix, continuation, limit, signal }) {
      await begin('list', { prefix, signal });
      const keys = [...store.objects.keys()].filter((key) => key.startsWith(prefix)).toSorted();
      const from = continuation === null ? 0 : Number(continuation);
      const objects = keys.slice(from, from + limit).map((key) => ({
        key,
        size: objectAt(key).bytes.length,
        etag: objectAt(key).etag,
        lastModified: '2026-01-02T03:04:05.000Z',
      }));
      return { objects, continuation: from + limit < keys.length ? String(from + limit) : null };
    },
  };

  async function begin(
    operation: StoreOperation,
    request: { readonly signal?: AbortSignal; readonly [name: string]: unknown },
  ): Promise<void> {
    store.asked.push(operation);
    const { signal } = request;
    signal?.throwIfAborted();
    const over = new AbortController();
    const aborted = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(reasonOf(signal)), { once: true, signal: over.signal });
    });
    aborted.catch(() => {});
    try {
      await Promise.race([Promise.resolve(store.intercept(operation, request)), aborted]);
    } finally {
      over.abort();
    }
    signal?.throwIfAborted();
  }

  async function receive(key: string, partNumber: number, body: Bytes | Blob): Promise<void> {
    store.received.push({ key, partNumber, bytes: await bytesIn(body) });
  }

  function objectAt(key: string) {
    const found = store.objects.get(key);
    if (!found) throw new AppError('store-not-found', 'no such key');
    return found;
  }

  function uploadOf(uploadId: string) {
    const upload = store.uploads.get(uploadId);
    if (!upload) throw new AppError('upload-lost', 'no such upload');
    return upload;
  }

  function assertFree(key: string, onlyIfAbsent: boolean): void {
    if (onlyIfAbsent && store.objects.has(key)) throw new AppError('name-taken', 'the key exists');
  }

  return store;
}

/** Used without a pause in between, so one serves all. */
const checker = createCrc32();

async function received({ body, crc32 }: StoreBody): Promise<Bytes> {
  const bytes = await bytesIn(body);
  const check = await checker;
  check.reset();
  check.update(bytes);
  if (crc32Header(check.value()) !== crc32) throw new AppError('checksum-refused', 'CRC-32 does not match');
  return bytes;
}

async function bytesIn(body: Bytes | Blob): Promise<Bytes> {
  return body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body.slice();
}
