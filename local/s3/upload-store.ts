import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore } from './blob-store.ts';
import type { KeyLock } from './key-lock.ts';
import { CorruptFile, readJsonFile, writeJsonFile } from './json-file.ts';
import {
  type PartRecord,
  partRecordSchema,
  type Segment,
  type UploadRecord,
  uploadRecordSchema,
} from './records.ts';
import { S3Error } from './s3-error.ts';

interface OpenUpload {
  readonly record: UploadRecord;
  readonly parts: Map<number, PartRecord>;
}

/** The multipart uploads of one bucket that are neither completed nor aborted. */
export interface UploadStore {
  /** whether a file could not be read at start; then no bytes are deleted as unused */
  readonly damaged: boolean;
  create(record: UploadRecord): Promise<void>;
  /** @throws S3Error NoSuchUpload unless it is there and is this key's */
  find(uploadId: string, key: string): UploadRecord;
  all(): readonly UploadRecord[];
  /** in order of part number */
  parts(uploadId: string): readonly PartRecord[];
  /** Runs work on one upload while no other such work on it runs: storing a part, completing, aborting. */
  exclusively<Result>(uploadId: string, work: () => Promise<Result>): Promise<Result>;
  /** Call it exclusively. @throws S3Error NoSuchUpload when the upload ended while the part came in */
  putPart(uploadId: string, part: PartRecord): Promise<void>;
  /** Forgets the upload and deletes the parts that are not kept. Call it exclusively. */
  remove(uploadId: string, kept: readonly Segment[]): Promise<void>;
  blobsInUse(): readonly string[];
}

export async function loadUploads(places: {
  readonly folder: string;
  readonly temporaryFolder: string;
  readonly blobs: BlobStore;
  readonly lock: KeyLock;
  readonly logger: (line: string) => void;
}): Promise<UploadStore> {
  const root = join(places.folder, 'uploads');
  const open = new Map<string, OpenUpload>();
  let damaged = false;
  for (const uploadId of await readdir(root)) {
    try {
      open.set(uploadId, await loadUpload(join(root, uploadId)));
    } catch (error) {
      if (!(error instanceof CorruptFile)) throw error;
      damaged = true;
      places.logger(`S3: a metadata file is damaged, its upload is left out: ${error.message}`);
    }
  }
  const partFile = (uploadId: string, number: number): string =>
    join(root, uploadId, `${String(number).padStart(5, '0')}.json`);

  return {
    damaged,
    create: async (record) => {
      await mkdir(join(root, record.uploadId));
      await writeJsonFile(join(root, record.uploadId, 'upload.json'), record, places.temporaryFolder);
      open.set(record.uploadId, { record, parts: new Map() });
    },
    find: (uploadId, key) => {
      const upload = open.get(uploadId);
      if (upload?.record.key !== key) throw new S3Error('NoSuchUpload', { fields: { UploadId: uploadId } });
      return upload.record;
    },
    all: () => [...open.values()].map((upload) => upload.record),
    parts: (uploadId) =>
      [...(open.get(uploadId)?.parts.values() ?? [])].toSorted((a, b) => a.partNumber - b.partNumber),
    exclusively: (uploadId, work) => places.lock.run(`${root}\n${uploadId}`, work),
    putPart: async (uploadId, part) => {
      const upload = open.get(uploadId);
      if (upload === undefined) {
        await places.blobs.remove([part.segment]);
        throw new S3Error('NoSuchUpload', { fields: { UploadId: uploadId } });
      }
      await writeJsonFile(partFile(uploadId, part.partNumber), part, places.temporaryFolder);
      const replaced = upload.parts.get(part.partNumber);
      upload.parts.set(part.partNumber, part);
      if (replaced !== undefined) await places.blobs.remove([replaced.segment]);
    },
    remove: async (uploadId, kept) => {
      const upload = open.get(uploadId);
      open.delete(uploadId);
      await rm(join(root, uploadId), { recursive: true, force: true });
      const keep = new Set(kept.map((segment) => segment.blob));
      const parts = [...(upload?.parts.values() ?? [])].map((part) => part.segment);
      await places.blobs.remove(parts.filter((segment) => !keep.has(segment.blob)));
    },
    blobsInUse: () =>
      [...open.values()].flatMap(({ parts }) => [...parts.values()].map((part) => part.segment.blob)),
  };
}

async function loadUpload(folder: string): Promise<OpenUpload> {
  const record = await readJsonFile(join(folder, 'upload.json'), uploadRecordSchema);
  const parts = new Map<number, PartRecord>();
  for (const name of await readdir(folder)) {
    if (!/^\d{5}\.json$/u.test(name)) continue;
    const part = await readJsonFile(join(folder, name), partRecordSchema);
    parts.set(part.partNumber, part);
  }
  return { record, parts };
}
