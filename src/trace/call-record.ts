/** Who was asked. `sign-in` is the OpenID Connect provider. */
export const callServices = ['sign-in', 'cognito-identity', 'sts', 'kms', 's3'] as const;
export type CallService = (typeof callServices)[number];

/**
 * `refused`: the service answered with an error. `unanswered`: no answer, or one that broke off. `cancelled`: cut by a pause, a cancel
 * or the end of the session.
 */
export const callOutcomes = ['under-way', 'succeeded', 'refused', 'unanswered', 'cancelled'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** What of a request is kept, by CloudTrail's names for request parameters. Nothing else of a request is ever in a record. */
export const parameterNames = [
  'bucketName',
  'key',
  'prefix',
  'uploadId',
  'partNumber',
  'Range',
  'If-Match',
  'If-None-Match',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'keyId',
  'sourceKeyId',
  'destinationKeyId',
  'encryptionContext',
  'sourceEncryptionContext',
  'destinationEncryptionContext',
  'encryptionAlgorithm',
  'numberOfBytes',
  'keyPairSpec',
  'identityPoolId',
  'roleArn',
] as const;
export type ParameterName = (typeof parameterNames)[number];

/** What of an answer is kept. */
export const answerNames = [
  'keyId',
  'sourceKeyId',
  'uploadId',
  'eTag',
  'x-amz-version-id',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
] as const;
export type AnswerName = (typeof answerNames)[number];

/** A map is an encryption context: not secret, CloudTrail shows it too. */
export type CallValue = string | number | Readonly<Record<string, string>>;

/**
 * One request over the wire and what came of it. It holds no token, no signature, no key (wrapped or not) and no content: what is kept
 * is listed by name above.
 */
export interface CallRecord {
  /** unique among all calls of the page */
  readonly id: string;
  readonly service: CallService;
  /** the API's name, such as `UploadPart` */
  readonly operation: string;
  readonly region: string;
  /** the transfer's record; null for what belongs to none: lists, inspections, the session */
  readonly transfer: string | null;
  /** milliseconds since 1970 by this device's clock */
  readonly begun: number;
  /** milliseconds to add to this device's clock for the services' */
  readonly clockOffset: number;
  /** milliseconds until the last byte of the answer; null while under way */
  readonly duration: number | null;
  readonly outcome: CallOutcome;
  /** of HTTP; null without an answer */
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** `x-amzn-RequestId` or `x-amz-request-id`, as CloudTrail shows it */
  readonly requestId: string | null;
  /** S3's `x-amz-id-2` */
  readonly extendedRequestId: string | null;
  /** 1, and more when the same request is made again after it failed */
  readonly attempt: number;
  /** bytes of the request's body */
  readonly bytesSent: number;
  /** bytes of the answer's body; null where not known */
  readonly bytesReceived: number | null;
  readonly parameters: Readonly<Partial<Record<ParameterName, CallValue>>>;
  readonly answer: Readonly<Partial<Record<AnswerName, CallValue>>>;
}

/** A transfer that calls belong to. */
export interface TracedTransfer {
  readonly id: string;
  readonly kind: 'seal' | 'open';
  /** hostile text, never markup */
  readonly name: string;
}

export function isFailed({ outcome }: CallRecord): boolean {
  return outcome === 'refused' || outcome === 'unanswered';
}

/** What a call was about: the object, the listed prefix, or the key. Null where it named none. */
export function subjectOf({ parameters, answer }: CallRecord): string | null {
  const { key, prefix, keyId, sourceKeyId, bucketName, identityPoolId } = parameters;
  const named = key ?? prefix ?? answer.keyId ?? keyId ?? sourceKeyId ?? bucketName ?? identityPoolId;
  return typeof named === 'string' ? named : null;
}
