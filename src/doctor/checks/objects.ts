import { doctorPrefix } from '../doctor-prefix.ts';
import { accountOf, deploymentOf, newKey, type Examination } from '../examination.ts';
import { allowOrigin } from '../fixes.ts';
import { unlessChecksumRefused } from './checksums.ts';
import { writing } from '../writing.ts';
import { fails, works, type Verdict } from '../verdict.ts';

/** Milliseconds after which what lies in the doctor's folder was left by a run that was killed. */
const abandoned = 3_600_000;

/** The person may list their own folder. What an earlier run left there is noted, to be removed at the end. */
export async function checkList(examination: Examination): Promise<Verdict> {
  const { identityId, store } = accountOf(examination);
  await store.list(`${identityId}/`, examination.signal);
  const { keys } = await store.list(doctorPrefix(identityId), examination.signal);
  const now = examination.surroundings.now();
  for (const { key, modified } of keys) {
    if (modified === null || now - modified < abandoned) continue;
    examination.leftToRemove.set(key, () => store.remove(key));
  }
  return works({ prefix: `${identityId}/` });
}

/** Writes a small object in one request, with a checksum and only where nothing is. */
export async function checkPut(examination: Examination): Promise<Verdict> {
  const { store } = accountOf(examination);
  const key = newKey(examination);
  const put = (crc32: 'crc32' | 'none') => () =>
    writing(examination, key, () => store.put(key, { crc32 }, examination.signal));
  const outcome = await unlessChecksumRefused(put('crc32'), put('none'));
  if ('refused' in outcome) return outcome.refused;
  const { headers } = outcome.answer;
  examination.answers.set('put', headers);
  const etag = headers['etag'] ?? '';
  examination.probe = { key, etag };
  return works({ key });
}

/** Begins, fills, lists and completes an upload in parts, and aborts another. */
export async function checkMultipart(examination: Examination): Promise<Verdict> {
  const { store } = accountOf(examination);
  const { signal, leftToRemove } = examination;
  const key = newKey(examination);
  const first = (crc32: 'crc32' | 'none') => async () => {
    const { uploadId } = await begin(examination, key, crc32);
    return { uploadId, etag: (await store.putPart(key, uploadId, crc32, signal)).etag };
  };
  const outcome = await unlessChecksumRefused(first('crc32'), first('none'));
  if ('refused' in outcome) return outcome.refused;
  const { uploadId, etag } = outcome.answer;
  const count = await store.countParts(key, uploadId, signal);
  if (count !== 1) return fails('answer-wrong', { message: `ListParts tells of ${count} parts, not of one` });
  if (etag !== '') {
    leftToRemove.set(key, () => store.remove(key));
    await store.complete(key, uploadId, etag, signal);
    leftToRemove.delete(uploadId);
  }
  const other = newKey(examination);
  const second = await begin(examination, other, 'crc32');
  await store.abort(other, second.uploadId, signal);
  leftToRemove.delete(second.uploadId);
  if (etag !== '') return works();
  return fails('cors-hides', { missing: 'ETag' }, allowOrigin(deploymentOf(examination)));
}

async function begin(
  examination: Examination,
  key: string,
  checksums: 'crc32' | 'none',
): Promise<{ readonly uploadId: string }> {
  const { store } = accountOf(examination);
  const begun = await store.begin(key, checksums, examination.signal);
  examination.leftToRemove.set(begun.uploadId, () => store.abort(key, begun.uploadId));
  examination.answers.set('begin', begun.headers);
  return begun;
}

/** Reads four bytes of what `put` wrote, of exactly that version, and asks for its facts. */
export async function checkGet(examination: Examination): Promise<Verdict> {
  const { store } = accountOf(examination);
  const { probe, signal } = examination;
  if (probe === null) return fails('answer-wrong', { message: 'nothing was written' });
  const { bytes, headers } = await store.read(probe.key, probe.etag, signal);
  examination.answers.set('get', headers);
  await store.head(probe.key, signal);
  if (bytes.length !== 4)
    return fails('answer-wrong', { message: `four bytes were asked for, ${bytes.length} came` });
  return works({ bytes: bytes.length });
}

/** Removes what `put` wrote. */
export async function checkDelete(examination: Examination): Promise<Verdict> {
  const { store } = accountOf(examination);
  const { probe, signal, leftToRemove } = examination;
  if (probe === null) return fails('answer-wrong', { message: 'nothing was written' });
  await store.remove(probe.key, signal);
  leftToRemove.delete(probe.key);
  return works();
}
