import { AppError } from '../../errors.ts';
import { accountOf, newKey, type Examination } from '../examination.ts';
import { otherStore, verifyAfter } from '../fixes.ts';
import { factsOf } from '../judge-failure.ts';
import { writing } from '../writing.ts';
import { fails, works, type Verdict } from '../verdict.ts';

/**
 * The store compares bytes with the CRC-32 that came with them: what was damaged on the way must be refused, as a whole object and as a part
 * (Amazon S3 User Guide, "Checking object integrity": `BadDigest`).
 */
export async function checkChecksums(examination: Examination): Promise<Verdict> {
  const taken: string[] = [];
  if (await takesDamagedObject(examination)) taken.push('PutObject');
  if (await takesDamagedPart(examination)) taken.push('UploadPart');
  if (taken.length === 0) return works();
  return fails('checksums-ignored', { operation: taken.join(', ') }, otherStore(), verifyAfter());
}

async function takesDamagedObject(examination: Examination): Promise<boolean> {
  const { store } = accountOf(examination);
  const key = newKey(examination);
  return isTaken(() =>
    writing(examination, key, () => store.put(key, { crc32: 'wrong' }, examination.signal)),
  );
}

async function takesDamagedPart(examination: Examination): Promise<boolean> {
  const { store } = accountOf(examination);
  const { signal, leftToRemove } = examination;
  const key = newKey(examination);
  const { uploadId } = await store.begin(key, 'crc32', signal);
  leftToRemove.set(uploadId, () => store.abort(key, uploadId));
  const taken = await isTaken(() => store.putPart(key, uploadId, 'wrong', signal));
  await store.abort(key, uploadId, signal);
  leftToRemove.delete(uploadId);
  return taken;
}

async function isTaken(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'checksum-refused') return false;
    throw thrown;
  }
}

/**
 * Tries `write`, and after an answer that S3 does not give (an unknown error, or 501) `plain`, the same without a checksum. Where that passes, it
 * is the checksum that the store refuses, and the verdict says so.
 * @throws what `write` throws, otherwise
 */
export async function unlessChecksumRefused<T>(
  write: () => Promise<T>,
  plain: () => Promise<unknown>,
): Promise<{ readonly answer: T } | { readonly refused: Verdict }> {
  try {
    return { answer: await write() };
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code !== 'store-answer-invalid' && error.details['status'] !== 501) throw thrown;
    const passes = await plain().then(
      () => true,
      () => false,
    );
    if (!passes) throw thrown;
    return { refused: fails('checksums-refused', factsOf(error), otherStore()) };
  }
}
