import type { CallRecord, CallValue, TracedTransfer } from './call-record.ts';

/** What the export's format is modelled on: CloudTrail User Guide, "CloudTrail record contents". */
const eventVersion = '1.11';

const eventSources: Readonly<Record<CallRecord['service'], string>> = {
  'sign-in': 'sign-in',
  'cognito-identity': 'cognito-identity.amazonaws.com',
  sts: 'sts.amazonaws.com',
  kms: 'kms.amazonaws.com',
  s3: 's3.amazonaws.com',
};

/** Operations that CloudTrail names otherwise than the API does (S3 User Guide, "Amazon S3 CloudTrail events"). */
const eventNames: Readonly<Record<string, string>> = { ListObjectsV2: 'ListObjects' };

/** Operations of KMS and S3 that change nothing. CloudTrail counts KMS's cryptographic ones among them. */
const reads = /^(Get|Head|List|Describe|GenerateDataKey)|^(Decrypt|Encrypt|ReEncrypt)$/u;

type Json = string | number | boolean | null | { readonly [name: string]: Json };

/** One event. Fields that only the service knows (source address, ids of the event and the account) are left out. */
export type CloudTrailEvent = Readonly<Record<string, Json | readonly Json[]>>;

/**
 * A call in CloudTrail's field names, so that it can be laid beside CloudTrail's own record of it: both have the same `requestID`. What CloudTrail
 * has no name for is under `additionalEventData`.
 * @param transfer the one it belongs to, where that is known
 */
export function cloudTrailEvent(call: CallRecord, transfer: TracedTransfer | undefined): CloudTrailEvent {
  const isSigned = call.service === 'kms' || call.service === 's3';
  // S3's operations on objects, parts and listings are data events, KMS's and Cognito's management events.
  const isData = call.service === 's3';
  const keyArns = [...new Set([call.answer.sourceKeyId, call.answer.keyId])].filter(
    (one) => typeof one === 'string',
  );
  return {
    eventVersion,
    userIdentity: { type: identityTypes[call.service] },
    eventTime: new Date(call.begun + call.clockOffset + (call.duration ?? 0)).toISOString(),
    eventSource: eventSources[call.service],
    eventName: eventNames[call.operation] ?? call.operation,
    ...(call.region === '' ? {} : { awsRegion: call.region }),
    ...(call.errorCode === null ? {} : { errorCode: call.errorCode }),
    ...(call.errorMessage === null ? {} : { errorMessage: call.errorMessage }),
    requestParameters: orNull(call.parameters),
    responseElements: orNull(call.answer),
    additionalEventData: additional(call, transfer),
    requestID: call.requestId,
    ...(isSigned ? { readOnly: reads.test(call.operation) } : {}),
    ...(keyArns.length === 0 ? {} : { resources: keyArns.map((ARN) => ({ ARN, type: 'AWS::KMS::Key' })) }),
    ...(call.service === 'sign-in'
      ? {}
      : {
          eventType: 'AwsApiCall',
          managementEvent: !isData,
          eventCategory: isData ? 'Data' : 'Management',
        }),
  };
}

/** Of the enhanced flow, Cognito's calls carry no AWS credentials; all others are made in the role they bought. */
const identityTypes: Readonly<Record<CallRecord['service'], string>> = {
  'sign-in': 'Unknown',
  'cognito-identity': 'Unknown',
  sts: 'WebIdentityUser',
  kms: 'AssumedRole',
  s3: 'AssumedRole',
};

function additional(call: CallRecord, transfer: TracedTransfer | undefined): Json {
  return {
    bytesTransferredIn: call.bytesSent,
    ...(call.bytesReceived === null ? {} : { bytesTransferredOut: call.bytesReceived }),
    ...(call.extendedRequestId === null ? {} : { 'x-amz-id-2': call.extendedRequestId }),
    requestedAt: new Date(call.begun + call.clockOffset).toISOString(),
    durationMilliseconds: call.duration === null ? null : Math.round(call.duration * 10) / 10,
    outcome: call.outcome,
    httpStatus: call.status,
    attempt: call.attempt,
    ...(call.transfer === null
      ? {}
      : { transfer: { id: call.transfer, kind: transfer?.kind ?? null, file: transfer?.name ?? null } }),
  };
}

function orNull(values: Readonly<Partial<Record<string, CallValue>>>): Json {
  const entries: [string, CallValue][] = [];
  for (const [name, value] of Object.entries(values)) if (value !== undefined) entries.push([name, value]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The file of an export: CloudTrail's log files have their events under `Records`. */
export function cloudTrailFile(
  calls: readonly CallRecord[],
  transfers: ReadonlyMap<string, TracedTransfer>,
): string {
  const events = calls.map((call) => cloudTrailEvent(call, transfers.get(call.transfer ?? '')));
  return `${JSON.stringify({ Records: events }, null, 2)}\n`;
}
