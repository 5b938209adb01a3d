import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bucket, createBucketFolder, openBucket } from './bucket.ts';
import { createKeyLock } from './key-lock.ts';
import type { CorsRule } from './records.ts';
import { S3Error } from './s3-error.ts';

/** All buckets of the data folder. */
export interface BucketStore {
  all(): readonly Bucket[];
  /** @throws S3Error NoSuchBucket */
  get(name: string): Bucket;
  has(name: string): boolean;
  /** @throws S3Error InvalidBucketName, BucketAlreadyOwnedByYou */
  create(name: string, cors: readonly CorsRule[] | null, now: Date): Promise<Bucket>;
  /** @throws S3Error BucketNotEmpty */
  remove(name: string): Promise<void>;
}

/**
 * Opens every bucket below the folder and clears away what a crash left half written.
 * @throws CorruptFile when a bucket's own record is damaged or its folders are gone: to go on would lose its objects
 */
export async function openBucketStore(folder: string, logger: (line: string) => void): Promise<BucketStore> {
  const root = join(folder, 'buckets');
  const temporaryFolder = join(folder, 'tmp');
  await rm(temporaryFolder, { recursive: true, force: true });
  // Closed even where the data folder stood before us, open to others.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await mkdir(temporaryFolder, { recursive: true });
  await mkdir(root, { recursive: true });
  const lock = createKeyLock();
  const open = (name: string): Promise<Bucket> =>
    openBucket({ folder: join(root, name), temporaryFolder, lock, logger });
  const buckets = new Map<string, Bucket>();
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (!entry.isDirectory() || (await isHalfMade(join(root, entry.name)))) continue;
    buckets.set(entry.name, await open(entry.name));
  }

  return {
    all: () => [...buckets.values()],
    has: (name) => buckets.has(name),
    get: (name) => {
      const bucket = buckets.get(name);
      if (bucket === undefined) throw new S3Error('NoSuchBucket', { fields: { BucketName: name } });
      return bucket;
    },
    create: (name, cors, now) =>
      lock.run('buckets', async () => {
        if (!isBucketName(name)) throw new S3Error('InvalidBucketName', { fields: { BucketName: name } });
        if (buckets.has(name)) throw new S3Error('BucketAlreadyOwnedByYou', { fields: { BucketName: name } });
        const record = {
          name,
          createdAt: now.toISOString(),
          versioning: 'Off' as const,
          cors: cors === null ? null : [...cors],
          lifecycle: null,
          encryption: null,
        };
        await createBucketFolder(join(root, name), record, temporaryFolder);
        const bucket = await open(name);
        buckets.set(name, bucket);
        return bucket;
      }),
    remove: (name) =>
      lock.run('buckets', async () => {
        if ((buckets.get(name)?.keys.length ?? 0) > 0)
          throw new S3Error('BucketNotEmpty', { fields: { BucketName: name } });
        buckets.delete(name);
        await rm(join(root, name), { recursive: true, force: true });
      }),
  };
}

/** A crash between making a bucket's folder and writing its record leaves nothing of worth. */
async function isHalfMade(folder: string): Promise<boolean> {
  if ((await readdir(folder)).includes('bucket.json')) return false;
  const objects = await readdir(join(folder, 'objects')).catch(() => []);
  return objects.length === 0;
}

/** Amazon's rules for bucket names, as far as they matter: what passes is also safe as a folder name. */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u.test(name) &&
    !/\.\.|\.-|-\./u.test(name) &&
    !/^\d{1,3}(\.\d{1,3}){3}$/u.test(name)
  );
}
