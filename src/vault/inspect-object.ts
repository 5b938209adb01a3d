import { verifyHeader } from '../crypto/opener.ts';
import { AppError, isAbort, type ErrorCode } from '../errors.ts';
import { buildInspection } from '../inspect/build-inspection.ts';
import type { Inspection, KmsKeyAnswer, Verification } from '../inspect/inspection.ts';
import { unwrapKey, wrappingKeyArn } from '../keyring/kms-keyring.ts';
import type { KmsPort } from '../keyring/kms-port.ts';
import type { ParsedHeader } from '../message/header.ts';
import { readHeader } from '../transfer/open/read-header.ts';
import type { ObjectStore } from '../transfer/store-port.ts';

/** Failures of a message itself: shown in the panel. Others, such as a refused read, fail the inspection. */
const messageProblems: ReadonlySet<ErrorCode> = new Set([
  'message-not-ours',
  'message-unsupported',
  'message-malformed',
  'message-truncated',
  'context-invalid',
]);

/**
 * Everything the panel shows of one object. Reads its header alone, never its body.
 * @throws AppError `store-*`, `object-changed`, access or network codes; what KMS refuses is part of the result
 */
export async function inspectObject(
  ports: { readonly store: ObjectStore; readonly kms: KmsPort },
  request: {
    readonly key: string;
    readonly identityId: string;
    readonly firstRead: number;
    readonly signal: AbortSignal;
  },
): Promise<Inspection> {
  const { store, kms } = ports;
  const { key, identityId, firstRead, signal } = request;
  const facts = await store.head({ key, signal });
  const base = { key, bucket: store.bucket, identityId, store: facts };
  let parsed: ParsedHeader;
  try {
    ({ parsed } = await readHeader(store, { key, firstRead, etag: facts.etag, signal }));
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !messageProblems.has(thrown.code)) throw thrown;
    const header = { problem: thrown.toData() };
    return buildInspection({
      ...base,
      header,
      verification: { status: 'not-tried' },
      kmsKey: { status: 'not-asked' },
    });
  }
  const [verification, kmsKey] = await Promise.all([
    verificationOf(kms, parsed, signal),
    kmsKeyAnswer(kms, parsed, signal),
  ]);
  return buildInspection({ ...base, header: { parsed }, verification, kmsKey });
}

async function verificationOf(
  kms: KmsPort,
  parsed: ParsedHeader,
  signal: AbortSignal,
): Promise<Verification> {
  let step: 'unwrap' | 'commitment' | 'header' = 'unwrap';
  try {
    const { dataKey, keyArn, requestId } = await unwrapKey(kms, parsed, signal);
    step = 'header';
    // An inspection releases no plaintext, so a suite without commitment may be looked at too.
    await verifyHeader(parsed, dataKey, { allowUncommitted: true });
    return { status: 'verified', keyArn, requestId };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    const error = AppError.from(thrown);
    if (error.code === 'commitment-mismatch') step = 'commitment';
    return { status: 'failed', step, error: error.toData() };
  }
}

/** DescribeKey of the first key that KMS wrapped. */
async function kmsKeyAnswer(kms: KmsPort, parsed: ParsedHeader, signal: AbortSignal): Promise<KmsKeyAnswer> {
  const keyId = parsed.header.edks.map(wrappingKeyArn).find((arn) => arn !== null);
  if (keyId === undefined || keyId === null) return { status: 'not-asked' };
  try {
    return { status: 'known', ...(await kms.describeKey({ keyId, signal })) };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    return { status: 'failed', error: AppError.from(thrown).toData() };
  }
}
