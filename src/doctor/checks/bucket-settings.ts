import { storageChoices, type StorageKind } from '../../config/storage-encryption.ts';
import { AppError } from '../../errors.ts';
import { accountOf, configOf, deploymentOf, newKey, type Examination } from '../examination.ts';
import {
  abortUploads,
  allowOrigin,
  allowRole,
  editConfig,
  enableVersioning,
  encryptBucket,
} from '../fixes.ts';
import { factsOf } from '../judge-failure.ts';
import { writing } from '../writing.ts';
import { fails, works, type Fix, type Verdict } from '../verdict.ts';

/**
 * A rule aborts unfinished uploads. Nobody but an administrator may read the rules; S3 tells of the one that applies when an upload begins
 * (S3 API Reference, CreateMultipartUpload, `x-amz-abort-date`).
 */
export async function checkLifecycle(examination: Examination): Promise<Verdict> {
  const headers = examination.answers.get('begin');
  const date = headers?.['x-amz-abort-date'];
  if (date === undefined) {
    const also = await ifHidden(examination, 'x-amz-abort-date');
    return fails('no-lifecycle', {}, abortUploads(deploymentOf(examination)), ...also);
  }
  return works({ date, rule: headers?.['x-amz-abort-rule-id'] ?? '' });
}

/** What is replaced or deleted is kept: a write is answered with a version (S3 API Reference, PutObject; `null` while versioning is suspended). */
export async function checkVersioning(examination: Examination): Promise<Verdict> {
  const version = examination.answers.get('put')?.['x-amz-version-id'];
  if (version !== undefined && version !== 'null') return works();
  const also = version === undefined ? await ifHidden(examination, 'x-amz-version-id') : [];
  return fails('not-versioned', {}, enableVersioning(deploymentOf(examination)), ...also);
}

/** The browser may have hidden the header: then it is CORS that is to be mended. Where the rules can be read, that is known. */
async function ifHidden(examination: Examination, name: string): Promise<readonly Fix[]> {
  const exposed = await examination.surroundings.cors(configOf(examination)).exposed(examination.signal);
  const isKnown = exposed !== null && exposed.includes(name);
  return isKnown ? [] : [allowOrigin(deploymentOf(examination))];
}

/** What the answer to a write must say of its encryption. */
const expected: Readonly<Record<StorageKind, readonly string[]>> = {
  'bucket-default': ['AES256', 'aws:kms', 'aws:kms:dsse'],
  'sse-s3': ['AES256'],
  'sse-kms': ['aws:kms'],
};

/** The store encrypts by itself, and does so in each way that the configuration offers for uploads. */
export async function checkSse(examination: Examination): Promise<Verdict> {
  const deployment = deploymentOf(examination);
  const byDefault = examination.answers.get('put')?.['x-amz-server-side-encryption'];
  if (byDefault === undefined) {
    const also = await ifHidden(examination, 'x-amz-server-side-encryption');
    return fails('not-encrypted', {}, encryptBucket(deployment), ...also);
  }
  const { kinds } = storageChoices(configOf(examination).storageEncryption);
  for (const kind of kinds) {
    const problem = kind === 'bucket-default' ? null : await tryKind(examination, kind);
    if (problem !== null) return problem;
  }
  return works({ algorithm: byDefault, choices: kinds.join(', ') });
}

async function tryKind(examination: Examination, kind: StorageKind): Promise<Verdict | null> {
  const { store } = accountOf(examination);
  const key = newKey(examination);
  try {
    const { headers } = await writing(examination, key, () =>
      store.put(key, { crc32: 'crc32', storage: kind }, examination.signal),
    );
    const told = headers['x-amz-server-side-encryption'] ?? '';
    if (expected[kind].includes(told)) return null;
    return fails('encryption-differs', { kind, told }, editConfig('storageEncryption'));
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'storage-key-refused') throw thrown;
    const facts = { ...factsOf(error), kind };
    const fix = allowRole(deploymentOf(examination), 'StorageKeyThroughS3');
    return fails('storage-key-refused', facts, fix, editConfig('storageEncryption'));
  }
}
