import { AppError, isAbort } from '../errors.ts';
import type { CallResult } from '../trace/call-log.ts';
import type { AnswerName, CallRecord, CallValue, ParameterName } from '../trace/call-record.ts';
import { isStalled } from './deadline.ts';
import { safeMessage } from './errors.ts';

/**
 * The fields of the SDK's requests that may be kept, and CloudTrail's names for them. A list of what is kept, not of what is left out: a field
 * that is not here (a body, a wrapped key, a token) cannot get into a trace.
 */
const requestFields: Readonly<Record<string, ParameterName>> = {
  Bucket: 'bucketName',
  Key: 'key',
  Prefix: 'prefix',
  UploadId: 'uploadId',
  PartNumber: 'partNumber',
  Range: 'Range',
  IfMatch: 'If-Match',
  IfNoneMatch: 'If-None-Match',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  SSEKMSKeyId: 'x-amz-server-side-encryption-aws-kms-key-id',
  KeyId: 'keyId',
  SourceKeyId: 'sourceKeyId',
  DestinationKeyId: 'destinationKeyId',
  EncryptionContext: 'encryptionContext',
  SourceEncryptionContext: 'sourceEncryptionContext',
  DestinationEncryptionContext: 'destinationEncryptionContext',
  EncryptionAlgorithm: 'encryptionAlgorithm',
  NumberOfBytes: 'numberOfBytes',
  KeyPairSpec: 'keyPairSpec',
};

/** The same for answers. */
const answerFields: Readonly<Record<string, AnswerName>> = {
  KeyId: 'keyId',
  SourceKeyId: 'sourceKeyId',
  UploadId: 'uploadId',
  ETag: 'eTag',
  VersionId: 'x-amz-version-id',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  SSEKMSKeyId: 'x-amz-server-side-encryption-aws-kms-key-id',
};

export function parametersOf(input: unknown): CallRecord['parameters'] {
  return picked(input, requestFields);
}

function picked<Name extends string>(
  from: unknown,
  fields: Readonly<Record<string, Name>>,
): Partial<Record<Name, CallValue>> {
  const values: Partial<Record<Name, CallValue>> = {};
  if (typeof from !== 'object' || from === null) return values;
  for (const [field, value] of Object.entries(from)) {
    const name = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (name !== undefined && isCallValue(value)) values[name] = value;
  }
  return values;
}

function isCallValue(value: unknown): value is CallValue {
  if (typeof value === 'string') return value !== '';
  if (typeof value === 'number') return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((one) => typeof one === 'string');
}

/** Bytes of a request's body, which is not looked into. */
export function bodyLength(request: unknown): number {
  const body = fieldOf(request, 'body');
  if (body instanceof Uint8Array) return body.length;
  if (body instanceof Blob) return body.size;
  return typeof body === 'string' ? new TextEncoder().encode(body).length : 0;
}

/** @param output the SDK's, parsed; null where nobody parsed it */
export function answered(response: unknown, output: unknown): CallResult {
  const length = Number(headerOf(response, 'content-length') ?? NaN);
  return {
    outcome: 'succeeded',
    status: statusOf(response),
    errorCode: null,
    errorMessage: null,
    requestId: headerOf(response, 'x-amzn-requestid') ?? headerOf(response, 'x-amz-request-id'),
    extendedRequestId: headerOf(response, 'x-amz-id-2'),
    bytesReceived: Number.isSafeInteger(length) ? length : null,
    answer: picked(output, answerFields),
  };
}

/** What a failure of the SDK, the network or a deadline tells. */
export function failed(thrown: unknown): Partial<CallResult> {
  const response = fieldOf(thrown, '$response');
  const status = statusOf(response) ?? numberOf(fieldOf(fieldOf(thrown, '$metadata'), 'httpStatusCode'));
  const stalled = [thrown, fieldOf(thrown, 'cause')].find(isStalled);
  const isCancelled = stalled === undefined && (isAbort(thrown) || fieldOf(thrown, 'name') === 'AbortError');
  const isNoAnswer = status === null || thrown instanceof SyntaxError;
  const cause = stalled ?? thrown;
  const name = cause instanceof AppError ? cause.code : cause instanceof Error ? cause.name : 'unknown';
  const seen = response === undefined ? {} : answered(response, null);
  return {
    ...seen,
    outcome: isCancelled ? 'cancelled' : isNoAnswer ? 'unanswered' : 'refused',
    status,
    errorCode: isCancelled ? null : name,
    errorMessage: isCancelled || !(cause instanceof Error) ? null : safeMessage(cause, cause.message),
  };
}

export function headerOf(response: unknown, name: string): string | null {
  const value = fieldOf(fieldOf(response, 'headers'), name);
  return typeof value === 'string' ? value : null;
}

function statusOf(response: unknown): number | null {
  return numberOf(fieldOf(response, 'statusCode'));
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function fieldOf(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && name in from ? Reflect.get(from, name) : undefined;
}
