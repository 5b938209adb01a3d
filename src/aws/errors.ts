import { AppError, isAbort, type ErrorCode } from '../errors.ts';

/** What was asked when it failed. */
export interface AwsOperation {
  readonly service: 's3' | 'kms' | 'cognito' | 'sts';
  /** the API's name, such as `UploadPart` */
  readonly name: string;
  readonly signal?: AbortSignal | undefined;
}

type Meaning = ErrorCode | Partial<Record<AwsOperation['service'], ErrorCode>>;

/**
 * The services' own names for failures, and ours. Sources: S3 API Reference "Error responses"; KMS API Reference "Common errors";
 * Cognito Identity API Reference, errors of GetId and GetCredentialsForIdentity; STS API Reference, errors of AssumeRoleWithWebIdentity.
 */
const byName: Readonly<Record<string, Meaning>> = {
  AccessDenied: { s3: 'store-denied', sts: 'identity-refused' },
  AllAccessDisabled: 'store-denied',
  AccessDeniedException: { kms: 'kms-denied', cognito: 'identity-refused' },
  InvalidIdentityToken: 'session-expired',
  InvalidIdentityTokenException: 'session-expired',
  IDPCommunicationError: 'service-unreachable',
  IDPCommunicationErrorException: 'service-unreachable',
  NotAuthorizedException: 'session-expired',
  ExpiredToken: 'session-expired',
  ExpiredTokenException: 'session-expired',
  TokenRefreshRequired: 'session-expired',
  InvalidToken: 'credentials-refused',
  InvalidAccessKeyId: 'credentials-refused',
  SignatureDoesNotMatch: 'credentials-refused',
  InvalidSignatureException: 'credentials-refused',
  IncompleteSignature: 'credentials-refused',
  MissingAuthenticationToken: 'credentials-refused',
  MissingAuthenticationTokenException: 'credentials-refused',
  AuthorizationHeaderMalformed: 'credentials-refused',
  UnrecognizedClientException: 'credentials-refused',
  InvalidClientTokenId: 'credentials-refused',
  ResourceNotFoundException: 'identity-refused',
  InvalidIdentityPoolConfigurationException: 'identity-refused',
  InvalidParameterException: 'identity-refused',
  LimitExceededException: { cognito: 'throttled', kms: 'throttled' },
  RequestTimeTooSkewed: 'clock-wrong',
  RequestExpired: 'clock-wrong',
  RequestInTheFuture: 'clock-wrong',
  SlowDown: 'throttled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  RequestTimeout: 'service-unreachable',
  TimeoutError: 'service-unreachable',
  InternalError: 'service-failed',
  ServiceUnavailable: 'service-failed',
  InternalErrorException: 'service-failed',
  KMSInternalException: 'service-failed',
  DependencyTimeoutException: 'service-failed',
  ExternalServiceException: 'service-failed',
  NoSuchKey: 'store-not-found',
  NoSuchBucket: 'bucket-not-found',
  NoSuchUpload: 'upload-lost',
  ConditionalRequestConflict: 'name-taken',
  BadDigest: 'checksum-refused',
  InvalidDigest: 'checksum-refused',
  XAmzContentChecksumMismatch: 'checksum-refused',
  XAmzContentSHA256Mismatch: 'checksum-refused',
  EntityTooLarge: 'file-too-large',
  InvalidRange: 'store-answer-invalid',
  DisabledException: 'kms-key-disabled',
  KMSInvalidStateException: 'kms-key-unusable',
  InvalidKeyUsageException: 'kms-key-unusable',
  UnsupportedOperationException: 'kms-key-unusable',
  KeyUnavailableException: 'kms-key-unusable',
  NotFoundException: 'kms-key-not-found',
  InvalidArnException: 'kms-key-not-found',
  IncorrectKeyException: 'kms-wrong-key',
  InvalidCiphertextException: 'kms-wrapped-key-refused',
};

/** Where the name says nothing: a HEAD's answer has no body, a proxy's has a body of its own. */
const byStatus: Readonly<Record<number, Partial<Record<AwsOperation['service'], ErrorCode>>>> = {
  403: { s3: 'store-denied', kms: 'kms-denied', cognito: 'identity-refused', sts: 'identity-refused' },
  404: { s3: 'store-not-found', kms: 'kms-key-not-found', cognito: 'identity-refused' },
  429: { s3: 'throttled', kms: 'throttled', cognito: 'throttled', sts: 'throttled' },
};

const reading = new Set(['GetObject', 'HeadObject']);
/** What they find fault with is the wrapped key: they are given nothing else that could be wrong. */
const unwrapping = new Set(['Decrypt', 'ReEncrypt']);

/**
 * What a failure of the SDK or the network means. An AppError stays as it is; a cancelled request becomes the signal's reason.
 * @param online false when the browser knows that there is no network
 */
export function translateAwsError(thrown: unknown, operation: AwsOperation, online = isOnline()): Error {
  const { signal } = operation;
  if (signal?.aborted === true) {
    return signal.reason instanceof Error ? signal.reason : new DOMException('cancelled', 'AbortError');
  }
  if (thrown instanceof AppError) return thrown;
  if (isAbort(thrown) && thrown instanceof Error) return thrown;
  const { name, message, status, requestId } = factsOf(thrown);
  const retryAfter = retryAfterOf(thrown);
  const code = codeOf(name, status, operation, thrown, online);
  return new AppError(code, `${operation.name}: ${name}: ${safeMessage(thrown, message)}`, {
    details: {
      service: operation.service,
      operation: operation.name,
      reason: name,
      status,
      requestId,
      ...(retryAfter === null ? {} : { retryAfter }),
    },
    ...(isUnreadable(thrown) ? {} : { cause: thrown }),
  });
}

/** A JSON parser quotes what it could not read, and the SDK keeps all of it: that may be a data key. */
function isUnreadable(thrown: unknown): boolean {
  return thrown instanceof SyntaxError;
}

/** What may be shown and kept of a failure's own words. */
export function safeMessage(thrown: unknown, message: string): string {
  return isUnreadable(thrown) ? 'the answer could not be read' : withoutTokens(message);
}

/** A service that finds fault with a parameter may quote it; a JWT is as good as a password while it lasts. */
function withoutTokens(message: string): string {
  return message.replaceAll(/eyJ[\w-]+\.[\w-]+(\.[\w-]*)?/gu, '(a token)');
}

function codeOf(
  name: string,
  status: number | null,
  operation: AwsOperation,
  thrown: unknown,
  online: boolean,
): ErrorCode {
  if (name === 'PreconditionFailed' || (status === 412 && operation.service === 's3')) {
    return reading.has(operation.name) ? 'object-changed' : 'name-taken';
  }
  if (operation.service === 's3' && isStorageKey(name, thrown)) return 'storage-key-refused';
  if (name === 'InvalidSignatureException' && isClockComplaint(thrown)) return 'clock-wrong';
  if (name === 'ValidationException' && unwrapping.has(operation.name)) return 'kms-wrapped-key-refused';
  const meaning = Object.hasOwn(byName, name) ? byName[name] : undefined;
  const named = typeof meaning === 'object' ? meaning[operation.service] : meaning;
  if (named !== undefined) return named;
  if (status !== null && status >= 500) return 'service-failed';
  const byItsStatus = status === null ? undefined : byStatus[status]?.[operation.service];
  if (byItsStatus !== undefined) return byItsStatus;
  if (isNetworkFailure(thrown)) return online ? 'service-unreachable' : 'offline';
  if (operation.service === 'cognito' || operation.service === 'sts') return 'identity-refused';
  return operation.service === 'kms' ? 'kms-answer-invalid' : 'store-answer-invalid';
}

/** KMS refused S3, which passes that on under KMS's name, or as a denial that names KMS's action. */
function isStorageKey(name: string, thrown: unknown): boolean {
  if (name === 'AccessDenied') return thrown instanceof Error && /\bkms:[A-Z]\w+/u.test(thrown.message);
  return /^KMS\.(NotFound|Disabled|KMSInvalidState|InvalidKeyUsage|KeyUnavailable|InvalidArn)/u.test(name);
}

/** The JSON services have one name for every wrong signature; only the message tells a wrong clock. */
function isClockComplaint(thrown: unknown): boolean {
  return thrown instanceof Error && /^signature (expired|not yet current)/iu.test(thrown.message);
}

interface Facts {
  readonly name: string;
  readonly message: string;
  readonly status: number | null;
  readonly requestId: string | null;
}

function factsOf(thrown: unknown): Facts {
  if (!(thrown instanceof Error))
    return { name: 'unknown', message: String(thrown), status: null, requestId: null };
  const metadata: unknown = '$metadata' in thrown ? thrown.$metadata : null;
  const isObject = typeof metadata === 'object' && metadata !== null;
  const status: unknown = isObject && 'httpStatusCode' in metadata ? metadata.httpStatusCode : null;
  const requestId: unknown = isObject && 'requestId' in metadata ? metadata.requestId : null;
  return {
    name: thrown.name,
    message: thrown.message,
    status: typeof status === 'number' ? status : null,
    requestId: typeof requestId === 'string' ? requestId : null,
  };
}

/** Seconds, as a service asked for by `Retry-After` (RFC 9110, 10.2.3); null where it did not, or the browser may not read it. */
function retryAfterOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('$response' in thrown)) return null;
  const response = thrown.$response;
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null;
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('retry-after' in headers)) return null;
  const value = headers['retry-after'];
  return typeof value === 'string' && /^\d{1,6}$/u.test(value) ? Number(value) : null;
}

/** fetch rejects with a TypeError and hides why; Node's sockets tell by a code. */
function isNetworkFailure(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (
    thrown instanceof TypeError &&
    /fetch|network|load failed|terminated|body stream/iu.test(thrown.message)
  )
    return true;
  return 'code' in thrown && typeof thrown.code === 'string' && /^(E[A-Z_]+|UND_ERR_.+)$/u.test(thrown.code);
}

function isOnline(): boolean {
  return typeof navigator === 'undefined' || navigator.onLine;
}
