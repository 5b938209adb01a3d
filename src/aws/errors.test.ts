import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../errors.ts';
import { translateAwsError, type AwsOperation } from './errors.ts';

function awsError(name: string, status: number): Error {
  const error = new Error(`message of ${name}`);
  error.name = name;
  return Object.assign(error, { $metadata: { httpStatusCode: status, requestId: 'request-9' } });
}

function codeOf(thrown: unknown, operation: AwsOperation, online = true): string {
  const error = translateAwsError(thrown, operation, online);
  return error instanceof AppError ? error.code : error.name;
}

const table: readonly [AwsOperation['service'], string, string, number, ErrorCode][] = [
  ['s3', 'UploadPart', 'AccessDenied', 403, 'store-denied'],
  ['s3', 'HeadObject', '403', 403, 'store-denied'],
  ['s3', 'PutObject', 'KMS.NotFoundException', 400, 'storage-key-refused'],
  ['s3', 'PutObject', 'KMS.DisabledException', 400, 'storage-key-refused'],
  ['s3', 'GetObject', 'KMS.KMSInvalidStateException', 400, 'storage-key-refused'],
  ['s3', 'PutObject', 'KMS.InternalException', 500, 'service-failed'],
  ['s3', 'HeadObject', 'NotFound', 404, 'store-not-found'],
  ['s3', 'GetObject', 'NoSuchKey', 404, 'store-not-found'],
  ['s3', 'ListObjectsV2', 'NoSuchBucket', 404, 'bucket-not-found'],
  ['s3', 'PutObject', 'PreconditionFailed', 412, 'name-taken'],
  ['s3', 'CompleteMultipartUpload', 'PreconditionFailed', 412, 'name-taken'],
  ['s3', 'PutObject', 'ConditionalRequestConflict', 409, 'name-taken'],
  ['s3', 'GetObject', 'PreconditionFailed', 412, 'object-changed'],
  ['s3', 'HeadObject', 'UnknownError', 412, 'object-changed'],
  ['s3', 'UploadPart', 'SlowDown', 503, 'throttled'],
  ['s3', 'UploadPart', 'RequestTimeTooSkewed', 403, 'clock-wrong'],
  ['s3', 'UploadPart', 'ExpiredToken', 400, 'session-expired'],
  ['s3', 'UploadPart', 'InvalidAccessKeyId', 403, 'credentials-refused'],
  ['s3', 'UploadPart', 'SignatureDoesNotMatch', 403, 'credentials-refused'],
  ['s3', 'UploadPart', 'BadDigest', 400, 'checksum-refused'],
  ['s3', 'UploadPart', 'XAmzContentChecksumMismatch', 400, 'checksum-refused'],
  ['s3', 'UploadPart', 'NoSuchUpload', 404, 'upload-lost'],
  ['s3', 'UploadPart', 'InternalError', 500, 'service-failed'],
  ['s3', 'UploadPart', 'Whatever', 502, 'service-failed'],
  ['s3', 'GetObject', 'InvalidRange', 416, 'store-answer-invalid'],
  ['kms', 'Decrypt', 'AccessDeniedException', 400, 'kms-denied'],
  ['kms', 'Decrypt', 'ThrottlingException', 400, 'throttled'],
  ['kms', 'Decrypt', 'ExpiredTokenException', 400, 'session-expired'],
  ['kms', 'Decrypt', 'UnrecognizedClientException', 400, 'credentials-refused'],
  ['kms', 'Decrypt', 'DisabledException', 400, 'kms-key-disabled'],
  ['kms', 'Decrypt', 'KMSInvalidStateException', 400, 'kms-key-unusable'],
  ['kms', 'GenerateDataKey', 'InvalidKeyUsageException', 400, 'kms-key-unusable'],
  ['kms', 'GenerateDataKey', 'NotFoundException', 400, 'kms-key-not-found'],
  ['kms', 'Decrypt', 'IncorrectKeyException', 400, 'kms-wrong-key'],
  ['kms', 'Decrypt', 'InvalidCiphertextException', 400, 'kms-wrapped-key-refused'],
  ['kms', 'Decrypt', 'KMSInternalException', 500, 'service-failed'],
  ['kms', 'Decrypt', 'SyntaxError', 200, 'kms-answer-invalid'],
  ['kms', 'Decrypt', 'InvalidSignatureException', 400, 'credentials-refused'],
  ['kms', 'Decrypt', 'ValidationException', 400, 'kms-wrapped-key-refused'],
  ['kms', 'GenerateDataKey', 'ValidationException', 400, 'kms-answer-invalid'],
  ['cognito', 'GetId', 'NotAuthorizedException', 400, 'session-expired'],
  ['cognito', 'GetId', 'ResourceNotFoundException', 400, 'identity-refused'],
  ['cognito', 'GetId', 'TooManyRequestsException', 400, 'throttled'],
  ['cognito', 'GetId', 'SomethingNew', 400, 'identity-refused'],
];

const denied = (message: string): string =>
  codeOf(Object.assign(awsError('AccessDenied', 403), { message }), { service: 's3', name: 'GetObject' });

describe('translateAwsError()', () => {
  it.each(table)('%s %s: %s (%i) means %s', (service, name, errorName, status, code) => {
    const error = translateAwsError(awsError(errorName, status), { service, name });
    expect(error).toMatchObject({
      code,
      details: { operation: name, reason: errorName, status, requestId: 'request-9' },
    });
  });

  it.each([
    'Failed to fetch',
    'NetworkError when attempting to fetch resource.',
    'Load failed',
    'fetch failed',
  ])('tells a fetch that got no answer ("%s") from being offline', (message) => {
    const operation: AwsOperation = { service: 's3', name: 'UploadPart' };
    expect(codeOf(new TypeError(message), operation)).toBe('service-unreachable');
    expect(codeOf(new TypeError(message), operation, false)).toBe('offline');
  });

  it('tells a store that may not use its KMS key from a person who may not use the store', () => {
    expect(denied('User: u is not authorized to perform: kms:Decrypt on resource: k')).toBe(
      'storage-key-refused',
    );
    expect(denied('User: u is not authorized to perform: s3:GetObject on resource: k')).toBe('store-denied');
    expect(denied('Access Denied')).toBe('store-denied');
  });

  it('knows the errors of sockets', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(codeOf(refused, { service: 'kms', name: 'Decrypt' })).toBe('service-unreachable');
  });

  it('leaves an AppError from within the SDK as it is', () => {
    const error = new AppError('session-expired', 'no token');
    expect(translateAwsError(error, { service: 's3', name: 'GetObject' })).toBe(error);
  });

  it('makes a cancelled request the AbortError of its signal', () => {
    const controller = new AbortController();
    controller.abort();
    const error = translateAwsError(
      new Error('Request aborted'),
      { service: 's3', name: 'UploadPart', signal: controller.signal },
      true,
    );
    expect(error).toBe(controller.signal.reason);
  });

  it.each([undefined, 'text', { name: 'AccessDenied' }])('names even %j', (thrown) => {
    expect(codeOf(thrown, { service: 's3', name: 'GetObject' })).toBe('store-answer-invalid');
  });

  it.each([
    'Signature expired: 20260101T000000Z is now earlier than 20260101T010000Z (20260101T011500Z - 15 min.)',
    'Signature not yet current: 20260101T020000Z is still later than 20260101T011500Z',
  ])('tells a wrong clock from a wrong signature by what KMS says: %s', (said) => {
    const thrown = awsError('InvalidSignatureException', 400);
    thrown.message = said;
    expect(codeOf(thrown, { service: 'kms', name: 'Decrypt' })).toBe('clock-wrong');
  });

  it('names the service, so that people are told which one failed', () => {
    const error = translateAwsError(
      new TypeError('Failed to fetch'),
      { service: 's3', name: 'PutObject' },
      true,
    );
    expect(error).toMatchObject({ code: 'service-unreachable', details: { service: 's3' } });
  });

  it('repeats nothing of an answer that was no JSON: it may hold a key', () => {
    const secret = 'c2VjcmV0IGtleQ';
    const thrown = new SyntaxError(`Unexpected token 'c', "{"Plaintext":${secret}"... is not valid JSON`);
    Object.assign(thrown, { $responseBodyText: `{"Plaintext":${secret}}` });
    const error = translateAwsError(thrown, { service: 'kms', name: 'Decrypt' });
    expect(error).toMatchObject({
      code: 'kms-answer-invalid',
      message: expect.not.stringContaining(secret.slice(0, 5)),
    });
    expect(error.cause).toBeUndefined();
  });

  it('repeats no token that a service quotes', () => {
    const thrown = awsError('InvalidParameterException', 400);
    thrown.message = "Value '{issuer=eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl}' at 'logins' failed";
    const { message } = translateAwsError(thrown, { service: 'cognito', name: 'GetId' });
    expect(message).toContain("Value '{issuer=(a token)}' at 'logins'");
    expect(message).not.toContain('eyJ');
  });
});
