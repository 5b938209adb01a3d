import { AppError } from '../../errors.ts';
import { doctorPrefix } from '../doctor-prefix.ts';
import { accountOf, configOf, deploymentOf, type Examination } from '../examination.ts';
import { narrowRole, type RoleStatement } from '../fixes.ts';
import { writing } from '../writing.ts';
import { fails, unchecked, works, type Verdict } from '../verdict.ts';
import { madeUpIdentity } from './keys.ts';

interface Attempt {
  readonly operation: 'ListObjectsV2' | 'PutObject' | 'GetObject';
  readonly sid: RoleStatement;
  readonly ask: () => Promise<unknown>;
}

/**
 * Nothing of somebody else's can be listed, written or read. The somebody is made up, so that nobody's files are asked for; what would be written if the
 * policy let it is removed again.
 */
export async function checkOtherPrefix(examination: Examination): Promise<Verdict> {
  const { store } = accountOf(examination);
  const { signal } = examination;
  const somebody = madeUpIdentity(configOf(examination).region);
  const key = `${doctorPrefix(somebody)}${crypto.randomUUID()}`;
  const attempts: readonly Attempt[] = [
    { operation: 'ListObjectsV2', sid: 'ListOwnPrefix', ask: () => store.list(`${somebody}/`, signal) },
    {
      operation: 'PutObject',
      sid: 'OwnObjects',
      ask: () => writing(examination, key, () => store.put(key, { crc32: 'none' }, signal)),
    },
    { operation: 'GetObject', sid: 'OwnObjects', ask: () => store.read(key, '', signal) },
  ];
  let answered = 'refused';
  for (const { operation, sid, ask } of attempts) {
    const outcome = await outcomeOf(ask, signal);
    if (outcome === 'allowed')
      return fails('prefix-not-bound', { operation }, narrowRole(deploymentOf(examination), sid));
    if (outcome !== 'refused') answered = outcome;
  }
  if (answered === 'refused') return works({ count: attempts.length });
  return unchecked('unexpected', { message: `another person's folder was refused with ${answered}` });
}

/**
 * `refused`, `allowed`, or the code of another failure. Whoever may read a key but not list the bucket is refused a key that is not there, too; S3 then
 * names the permission to list as the one that lacks (Amazon S3 API Reference, GetObject, "Permissions").
 */
async function outcomeOf(ask: () => Promise<unknown>, signal: AbortSignal): Promise<string> {
  try {
    await ask();
    return 'allowed';
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = AppError.from(thrown);
    if (error.code === 'store-not-found') return 'allowed';
    if (error.code !== 'store-denied') return error.code;
    const isAbsent = error.details['operation'] === 'GetObject' && /\bs3:ListBucket\b/u.test(error.message);
    return isAbsent ? 'allowed' : 'refused';
  }
}
