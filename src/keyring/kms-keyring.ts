import type { Bytes } from '../bytes/bytes.ts';
import { utf8Decode, utf8Encode } from '../bytes/text.ts';
import { importDataKey, type DataKey } from '../crypto/data-key.ts';
import { AppError, isAbort, type ErrorCode, type ErrorDetails } from '../errors.ts';
import type { EncryptionContext } from '../message/context.ts';
import type { EncryptedDataKey, ParsedHeader } from '../message/header.ts';
import { sealingSuite, type Suite } from '../message/suites.ts';
import { isKeyArn } from './key-arn.ts';
import type { KeyMoment } from './key-moment.ts';
import type { KmsPort } from './kms-port.ts';

/** Provider id of keys wrapped by KMS. Source: AWS Encryption SDK specification, framework/aws-kms/aws-kms-keyring.md. */
const kmsProviderId = 'aws-kms';

/** Failures of the way to KMS: they say nothing about the key, and a later attempt may not meet them. */
const wayToKms: ReadonlySet<ErrorCode> = new Set([
  'session-expired',
  'credentials-refused',
  'clock-wrong',
  'offline',
  'service-unreachable',
  'throttled',
  'service-failed',
]);

/** Whether it says nothing about the key: KMS could not be asked, or not for this person now. */
export function failedOnTheWay({ code }: AppError): boolean {
  return wayToKms.has(code);
}

/** KMS is asked about at most this many wrapped keys of one message, so that a hostile header cannot cause a storm of calls. */
export const maxKeysTried = 16;

const dataKeyLength = 32;
const maxFieldLength = 0xffff;

/**
 * Asks KMS for a single-use data key and makes it usable for sealing one message.
 * The raw key bytes are overwritten whatever happens.
 * @throws AppError `kms-answer-invalid` when the answer names no key ARN or holds no 32-byte key; whatever the port throws.
 */
export async function sealKey(
  kms: KmsPort,
  request: {
    readonly keyId: string;
    readonly context: EncryptionContext;
    readonly signal: AbortSignal;
    /** told as it happens */
    readonly note?: (moment: KeyMoment) => void;
  },
): Promise<{ readonly dataKey: DataKey; readonly edks: readonly EncryptedDataKey[] }> {
  const { keyId, context, signal, note = () => {} } = request;
  note('asked');
  const { plaintext, wrapped, keyArn } = await kms.generateDataKey({ keyId, context, signal });
  note('received');
  try {
    if (!isKeyArn(keyArn))
      throw answerInvalid('KMS answered with something other than a key ARN', { keyArn });
    if (plaintext.length !== dataKeyLength) {
      throw answerInvalid('KMS answered with a data key of the wrong length', { length: plaintext.length });
    }
    if (wrapped.length === 0 || wrapped.length > maxFieldLength) {
      throw answerInvalid('KMS answered with a wrapped key of impossible length', { length: wrapped.length });
    }
    const dataKey = await importDataKey(sealingSuite, plaintext);
    note('imported');
    return {
      dataKey,
      edks: [{ providerId: kmsProviderId, providerInfo: utf8Encode(keyArn), ciphertext: wrapped }],
    };
  } finally {
    plaintext.fill(0);
    note('overwritten');
  }
}

export interface UnwrappedKey {
  readonly dataKey: DataKey;
  readonly keyArn: string;
  /** KMS's id of the Decrypt call, as CloudTrail shows it */
  readonly requestId: string | null;
  readonly life: KeyLife;
}

/** When the raw bytes of a data key came from KMS, and when they were overwritten after the import. Milliseconds, as `UnwrapWatch.now` counts. */
export interface KeyLife {
  readonly unwrapped: number;
  readonly overwritten: number;
}

/** One wrapped key that KMS was asked about, and how that went. */
export interface UnwrapTry {
  /** of the wrapped key in the header, from 0 */
  readonly index: number;
  readonly keyArn: string;
  readonly requestId: string | null;
  readonly milliseconds: number;
  /** null: unwrapped */
  readonly error: AppError | null;
}

/** Told of every wrapped key that is tried. */
export interface UnwrapWatch {
  /** milliseconds, from any start */
  readonly now: () => number;
  readonly onTry: (one: UnwrapTry) => void;
}

const unwatched: UnwrapWatch = { now: () => Date.now(), onTry: () => {} };

/** The ARN of the KMS key that wrapped this data key; null for other providers, aliases and malformed ARNs. */
export function wrappingKeyArn(edk: EncryptedDataKey): string | null {
  if (edk.providerId !== kmsProviderId) return null;
  const text = utf8Decode(edk.providerInfo);
  return text !== null && isKeyArn(text) ? text : null;
}

/**
 * Unwraps a message's data key: tries each key wrapped by KMS in the header's order, under its own ARN and the whole context.
 * Source: AWS Encryption SDK specification, framework/aws-kms/aws-kms-keyring.md (OnDecrypt).
 * @throws AppError the common code when every attempt failed alike; the first failure of the way to KMS where there was one;
 * otherwise `no-usable-key` with the codes. AbortError when cancelled.
 */
export async function unwrapKey(
  kms: KmsPort,
  parsed: { readonly header: Pick<ParsedHeader['header'], 'edks' | 'context' | 'suite'> },
  signal: AbortSignal,
  watch: UnwrapWatch = unwatched,
): Promise<UnwrappedKey> {
  const { edks, context, suite } = parsed.header;
  const candidates = edks.flatMap((edk, index) => {
    const keyArn = wrappingKeyArn(edk);
    return keyArn === null ? [] : [{ index, keyArn, wrapped: edk.ciphertext }];
  });
  const failures: AppError[] = [];
  for (const { index, keyArn, wrapped } of candidates.slice(0, maxKeysTried)) {
    signal.throwIfAborted();
    const askedAt = watch.now();
    const tried = (requestId: string | null, error: AppError | null): void =>
      watch.onTry({ index, keyArn, requestId, milliseconds: watch.now() - askedAt, error });
    try {
      const unwrapped = await unwrapOne(kms, { suite, keyArn, wrapped, context, signal }, watch.now);
      tried(unwrapped.requestId, null);
      return unwrapped;
    } catch (thrown) {
      signal.throwIfAborted();
      if (isAbort(thrown)) throw thrown;
      const error = AppError.from(thrown);
      const { requestId } = error.details;
      tried(typeof requestId === 'string' ? requestId : null, error);
      failures.push(error);
    }
  }
  throw unwrapFailure(failures, { wrappedKeys: edks.length, byKms: candidates.length });
}

async function unwrapOne(
  kms: KmsPort,
  request: {
    readonly suite: Suite;
    readonly keyArn: string;
    readonly wrapped: Bytes;
    readonly context: EncryptionContext;
    readonly signal: AbortSignal;
  },
  now: () => number,
): Promise<UnwrappedKey> {
  const { suite, keyArn, ...rest } = request;
  const answer = await kms.decrypt({ keyId: keyArn, ...rest });
  const unwrapped = now();
  try {
    if (answer.keyArn !== keyArn) {
      throw answerInvalid('KMS unwrapped with another key than asked', {
        asked: keyArn,
        answered: answer.keyArn,
        requestId: answer.requestId,
      });
    }
    const dataKey = await importDataKey(suite, answer.plaintext);
    const life = { unwrapped, overwritten: now() };
    return { dataKey, keyArn, requestId: answer.requestId, life };
  } finally {
    answer.plaintext.fill(0);
  }
}

function unwrapFailure(
  failures: readonly AppError[],
  counts: { wrappedKeys: number; byKms: number },
): AppError {
  const [first] = failures;
  const codes = [...new Set(failures.map((failure) => failure.code))];
  if (first && codes.length === 1) return first;
  const passing = failures.find(failedOnTheWay);
  if (passing) return passing;
  return new AppError('no-usable-key', 'none of the wrapped keys could be unwrapped', {
    details: { ...counts, tried: failures.length, reasons: codes.join(', ') },
    cause: first,
  });
}

function answerInvalid(message: string, details: ErrorDetails): AppError {
  return new AppError('kms-answer-invalid', message, { details });
}
