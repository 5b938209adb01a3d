import type { BodyAccess } from './access/access.ts';
import { bucket, region } from './account.ts';
import type { KeyStore } from './kms/key-store.ts';
import { createKeysForService } from './kms/keys-for-services.ts';
import type { LocalAwsOptions } from './options.ts';
import type { ChecksumSupport } from './s3/checksum-support.ts';
import { corsForApp } from './s3/cors.ts';
import { CorruptFile } from './s3/json-file.ts';
import { lifecycleForApp } from './s3/lifecycle.ts';
import { createS3Service } from './s3/s3-service.ts';
import type { LocalClock } from './server/clock.ts';
import type { ServiceHandler } from './server/service.ts';
import { DataFolderError } from './state/data-folder-error.ts';
import type { DataFolder } from './state/data-folder.ts';
import { errnoCode } from './state/errno.ts';

/** S3 with the app's bucket in it. @throws DataFolderError where a stored object's file is damaged */
export async function openS3(
  parts: {
    readonly access: BodyAccess;
    readonly folder: DataFolder;
    readonly clock: LocalClock;
    readonly keys: KeyStore;
    readonly logger: (line: string) => void;
    readonly checksums: () => ChecksumSupport;
  },
  options: LocalAwsOptions,
): Promise<ServiceHandler> {
  const { access, folder, clock, keys: store, logger, checksums } = parts;
  const keys = createKeysForService({ store, access, clock, service: 's3', region });
  const s3 = createS3Service({
    access,
    folder: folder.path('s3'),
    clock: () => clock.now(),
    region,
    keys,
    logger,
    checksums,
  });
  await s3.ready.catch((cause: unknown) => {
    if (!(cause instanceof CorruptFile) && errnoCode(cause) === null) throw cause;
    const problem = cause instanceof Error ? cause.message : '';
    throw new DataFolderError(
      `A file of the stored objects is damaged (${problem}): move ${folder.path('s3')} away, and start again.`,
    );
  });
  // As infra/stack/data.ts deploys it.
  await s3.createBucket(bucket, {
    cors: corsForApp([options.appOrigin]),
    versioning: options.keepsVersions === false ? 'Suspended' : 'Enabled',
    lifecycle: [lifecycleForApp()],
    encryption: null,
  });
  return s3;
}
