import { storagePlace } from '../config/storage.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import type { CheckId } from './checks.ts';
import { configOf, deploymentOf, type Examination } from './examination.ts';
import {
  allowKey,
  allowRole,
  checkNetwork,
  createBucket,
  editConfig,
  enableKey,
  keepKey,
  type RoleStatement,
  setClock,
  signInAgain,
} from './fixes.ts';
import { fails, unchecked, type Facts, type Verdict } from './verdict.ts';

/** Whose statement of the role's policy allows what a check asks. */
const statements: Partial<Record<CheckId, RoleStatement>> = { list: 'ListOwnPrefix' };

type Judge = (examination: Examination, facts: Facts, check: CheckId) => Verdict;

/** What a failure of S3 or KMS means to whoever runs a deployment. */
const judges: Partial<Record<ErrorCode, Judge>> = {
  'store-denied': (examination, facts, check) =>
    fails('denied', facts, allowRole(deploymentOf(examination), statements[check] ?? 'OwnObjects')),
  'bucket-not-found': (examination, facts) => {
    const { bucket } = configOf(examination);
    return fails(
      'bucket-not-found',
      { ...facts, bucket },
      createBucket(deploymentOf(examination)),
      editConfig('bucket'),
    );
  },
  'storage-key-refused': (examination, facts) =>
    fails('storage-key-refused', facts, allowRole(deploymentOf(examination), 'StorageKeyThroughS3')),
  'kms-denied': (examination, facts) => {
    const deployment = deploymentOf(examination);
    return fails('kms-denied', facts, allowRole(deployment, 'OwnMessages'), allowKey(deployment));
  },
  'kms-key-not-found': (examination, facts) =>
    fails('kms-key-not-found', { ...facts, key: configOf(examination).kmsKeyId }, editConfig('kmsKeyId')),
  'kms-key-disabled': (examination, facts) =>
    fails('kms-key-disabled', facts, enableKey(deploymentOf(examination))),
  'kms-key-unusable': (examination, facts) =>
    fails('kms-key-unusable', facts, keepKey(deploymentOf(examination)), editConfig('kmsKeyId')),
  'session-expired': (_examination, facts) => fails('credentials-refused', facts, signInAgain()),
  'credentials-refused': (_examination, facts) => fails('credentials-refused', facts, signInAgain()),
  'clock-wrong': (_examination, facts) => fails('clock-off', facts, setClock()),
  'store-answer-invalid': (_examination, facts) => fails('answer-wrong', facts),
  'kms-answer-invalid': (_examination, facts) => fails('answer-wrong', facts),
  'checksum-refused': (_examination, facts) => fails('answer-wrong', facts),
  offline: unreachable,
  'service-unreachable': unreachable,
  throttled: (_examination, facts) => unchecked('service-failed', facts),
  'service-failed': (_examination, facts) => unchecked('service-failed', facts),
};

/** The verdict on a check that threw. */
export function judgeFailure(examination: Examination, check: CheckId, thrown: unknown): Verdict {
  const error = AppError.from(thrown);
  const facts = factsOf(error);
  const judge = judges[error.code];
  return judge === undefined ? unchecked('unexpected', facts) : judge(examination, facts, check);
}

/** A failure's own words, without what could be a person's. */
export function factsOf({ code, message, details }: AppError): Facts {
  const { operation, reason, field } = details;
  return {
    code,
    message,
    ...(typeof operation === 'string' ? { operation } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof field === 'string' ? { field } : {}),
  };
}

/** In a browser a refusal by CORS looks like a service that is not there: where the rules were found wrong, they are to blame. */
function unreachable(examination: Examination, facts: Facts, check: CheckId): Verdict {
  const isKms = check === 'kms-generate' || check === 'kms-decrypt' || check === 'wrong-context';
  if (!isKms && examination.verdicts.get('cors')?.status === 'fails')
    return unchecked('depends', { check: 'cors' });
  const config = configOf(examination);
  const { endpoints, region, bucket } = config;
  const usual = isKms
    ? `https://kms.${region}.amazonaws.com`
    : `https://${bucket}.s3.${region}.amazonaws.com`;
  const url = (isKms ? endpoints?.kms : storagePlace(config).endpoint) ?? usual;
  return fails('unreachable', { ...facts, url }, checkNetwork(url));
}
