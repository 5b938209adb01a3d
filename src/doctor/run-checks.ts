import { isAbort } from '../errors.ts';
import { checkClock, checkConfiguration, checkSignIn } from './checks/before-sign-in.ts';
import { checkLifecycle, checkSse, checkVersioning } from './checks/bucket-settings.ts';
import { checkChecksums } from './checks/checksums.ts';
import { checkCors, checkCorsAnswers } from './checks/cors.ts';
import { checkIdentity } from './checks/identity.ts';
import { checkDecrypt, checkGenerate, checkWrongContext } from './checks/keys.ts';
import { checkDelete, checkGet, checkList, checkMultipart, checkPut } from './checks/objects.ts';
import { checkOtherPrefix } from './checks/other-prefix.ts';
import { checkIds, dependsOn, type CheckId } from './checks.ts';
import { beginExamination, type Examination } from './examination.ts';
import { judgeFailure } from './judge-failure.ts';
import type { Surroundings } from './probe-port.ts';
import { unchecked, type Finding, type Verdict } from './verdict.ts';

const perform: Readonly<Record<CheckId, (examination: Examination) => Promise<Verdict>>> = {
  configuration: checkConfiguration,
  clock: checkClock,
  'sign-in': checkSignIn,
  identity: checkIdentity,
  cors: checkCors,
  list: checkList,
  put: checkPut,
  multipart: checkMultipart,
  checksums: checkChecksums,
  get: checkGet,
  'cors-answers': checkCorsAnswers,
  delete: checkDelete,
  'kms-generate': checkGenerate,
  'kms-decrypt': checkDecrypt,
  'wrong-context': checkWrongContext,
  'other-prefix': checkOtherPrefix,
  lifecycle: checkLifecycle,
  versioning: checkVersioning,
  sse: checkSse,
};

/** What came of a run, and what of it could not be taken away again: keys, or upload ids. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly left: readonly string[];
}

/**
 * Tries everything in order and tells of each verdict as it is known. What was written is removed at the end, also when `signal` ended it: the checks
 * that were left out then are `stopped`.
 */
export async function runChecks(
  surroundings: Surroundings,
  options: {
    readonly signal: AbortSignal;
    /** the check that begins now */
    readonly onBegin?: (check: CheckId) => void;
    readonly onFinding?: (finding: Finding) => void;
  },
): Promise<Diagnosis> {
  const { signal, onBegin, onFinding } = options;
  const examination = beginExamination(surroundings, signal);
  const findings: Finding[] = [];
  let left: readonly string[] = [];
  try {
    for (const check of checkIds) {
      onBegin?.(check);
      const verdict = await judge(examination, check);
      examination.verdicts.set(check, verdict);
      findings.push({ check, verdict });
      onFinding?.({ check, verdict });
    }
  } finally {
    left = await removeAll(examination);
    examination.account?.end();
  }
  return { findings, left };
}

async function judge(examination: Examination, check: CheckId): Promise<Verdict> {
  if (examination.signal.aborted) return unchecked('stopped');
  const lacking = dependsOn[check].find((other) => examination.verdicts.get(other)?.status !== 'works');
  if (lacking !== undefined) return unchecked('depends', { check: lacking });
  try {
    return await perform[check](examination);
  } catch (thrown) {
    if (isAbort(thrown) || examination.signal.aborted) return unchecked('stopped');
    return judgeFailure(examination, check, thrown);
  }
}

/** Never throws: what stays is told. */
async function removeAll({ leftToRemove }: Examination): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [what, remove] of leftToRemove) {
    await remove().catch(() => left.push(what));
  }
  return left;
}
