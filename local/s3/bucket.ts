import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BlobStore, createBlobStore } from './blob-store.ts';
import { CorruptFile, readJsonFile, writeJsonFile } from './json-file.ts';
import type { KeyLock } from './key-lock.ts';
import {
  type BucketRecord,
  bucketRecordSchema,
  type KeyRecord,
  keyRecordSchema,
  type ObjectVersion,
} from './records.ts';
import { createRecordReader } from './record-reader.ts';
import { S3Error } from './s3-error.ts';
import { loadUploads, type UploadStore } from './upload-store.ts';
import { lowerBound } from './utf8-order.ts';
import type { Change } from './versions.ts';

/** What listings tell of a version; the rest stays on disk. */
export type ListedVersion = Pick<
  ObjectVersion,
  'versionId' | 'deleteMarker' | 'lastModified' | 'size' | 'etag' | 'checksum'
>;

export interface BucketPlaces {
  readonly folder: string;
  readonly temporaryFolder: string;
  readonly lock: KeyLock;
  readonly logger: (line: string) => void;
}

/** What is configured of a bucket after it was made. */
export type BucketSettings = Pick<BucketRecord, 'cors' | 'versioning' | 'lifecycle' | 'encryption'>;

/** One bucket: its record, an index of its keys in memory, and its objects on disk. */
export interface Bucket {
  readonly record: BucketRecord;
  readonly blobs: BlobStore;
  readonly uploads: UploadStore;
  /** sorted by UTF-8 bytes; keys whose newest version is a delete marker included */
  readonly keys: readonly string[];
  listed(key: string): readonly ListedVersion[];
  /** @throws S3Error InternalError when the key's file is damaged */
  read(key: string): Promise<KeyRecord | null>;
  /** Changes one key under its lock: written first, then the bytes that fell out of use are deleted. */
  change<Result>(
    key: string,
    decide: (record: KeyRecord | null) => { readonly change: Change | null; readonly result: Result },
  ): Promise<Result>;
  update(changes: Partial<BucketSettings>): Promise<void>;
}

/** Opens a bucket's folder, made by `createBucketFolder`; bytes that no record names are deleted. */
export async function openBucket(places: BucketPlaces): Promise<Bucket> {
  const { folder, temporaryFolder, lock, logger } = places;
  let record = await readJsonFile(join(folder, 'bucket.json'), bucketRecordSchema);
  const blobs = createBlobStore(join(folder, 'blobs'), temporaryFolder);
  for (const name of ['objects', 'blobs', 'uploads']) {
    await access(join(folder, name)).catch(() => {
      throw new CorruptFile(`${join(folder, name)}: the folder is missing`);
    });
  }
  const uploads = await loadUploads({ ...places, blobs });
  const { index, used, damaged } = await loadIndex(folder, logger);
  await finishInterrupted(uploads, used);
  if (!damaged && !uploads.damaged) await blobs.keepOnly(new Set([...used, ...uploads.blobsInUse()]));
  const keys = [...index.keys()].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

  const readRecord = createRecordReader();
  const read = async (key: string): Promise<KeyRecord | null> => {
    try {
      const file = recordFile(folder, key);
      const known = index.has(key) || damaged;
      return known ? await readRecord(file, key) : null;
    } catch (error) {
      if (!(error instanceof CorruptFile)) throw error;
      if (!index.has(key) && error.message.includes('ENOENT')) return null;
      logger(`S3: a metadata file is damaged: ${error.message}`);
      throw new S3Error('InternalError');
    }
  };
  const remember = (next: KeyRecord): void => {
    const place = lowerBound(keys, next.key);
    const listed = keys[place] === next.key;
    if (next.versions.length === 0) {
      index.delete(next.key);
      if (listed) keys.splice(place, 1);
      return;
    }
    index.set(next.key, next.versions.map(toListed));
    if (!listed) keys.splice(place, 0, next.key);
  };

  return {
    get record() {
      return record;
    },
    blobs,
    uploads,
    keys,
    listed: (key) => index.get(key) ?? [],
    read,
    change: (key, decide) =>
      lock.run(`${folder}\n${key}`, async () => {
        const { change, result } = decide(await read(key));
        if (change !== null) {
          const file = recordFile(folder, key);
          if (change.record.versions.length === 0) await rm(file, { force: true });
          else {
            await mkdir(join(file, '..'), { recursive: true });
            await writeJsonFile(file, change.record, temporaryFolder);
          }
          remember(change.record);
          await blobs.remove(change.removed);
        }
        return result;
      }),
    update: (changes) =>
      lock.run(folder, async () => {
        const next = { ...record, ...changes };
        await writeJsonFile(join(folder, 'bucket.json'), next, temporaryFolder);
        record = next;
      }),
  };
}

/** Makes an empty bucket's folder. The record comes last: a folder without it is no bucket. */
export async function createBucketFolder(
  folder: string,
  record: BucketRecord,
  temporaryFolder: string,
): Promise<void> {
  for (const name of ['objects', 'blobs', 'uploads']) await mkdir(join(folder, name), { recursive: true });
  await writeJsonFile(join(folder, 'bucket.json'), record, temporaryFolder);
}

/** An upload whose parts an object has already was completed just before a crash: only its forgetting is left. */
async function finishInterrupted(uploads: UploadStore, used: ReadonlySet<string>): Promise<void> {
  for (const { uploadId } of uploads.all()) {
    const taken = uploads.parts(uploadId).filter((part) => used.has(part.segment.blob));
    if (taken.length > 0) {
      await uploads.remove(
        uploadId,
        taken.map((part) => part.segment),
      );
    }
  }
}

/** Keys are hostile as file names; their hash is not. */
function recordFile(folder: string, key: string): string {
  const name = createHash('sha256').update(key).digest('hex');
  return join(folder, 'objects', name.slice(0, 2), `${name}.json`);
}

async function loadIndex(
  folder: string,
  logger: (line: string) => void,
): Promise<{
  index: Map<string, readonly ListedVersion[]>;
  used: Set<string>;
  damaged: boolean;
}> {
  const index = new Map<string, readonly ListedVersion[]>();
  const used = new Set<string>();
  let damaged = false;
  for (const entry of await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    try {
      const record = await readJsonFile(join(entry.parentPath, entry.name), keyRecordSchema);
      index.set(record.key, record.versions.map(toListed));
      for (const version of record.versions) for (const { blob } of version.segments) used.add(blob);
    } catch (error) {
      if (!(error instanceof CorruptFile)) throw error;
      damaged = true;
      logger(`S3: a metadata file is damaged, its object is left out: ${error.message}`);
    }
  }
  return { index, used, damaged };
}

function toListed({
  versionId,
  deleteMarker,
  lastModified,
  size,
  etag,
  checksum,
}: ObjectVersion): ListedVersion {
  return { versionId, deleteMarker, lastModified, size, etag, checksum };
}
