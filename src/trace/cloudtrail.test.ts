import { describe, expect, it } from 'vitest';
import type { CallRecord } from './call-record.ts';
import { cloudTrailEvent, cloudTrailFile } from './cloudtrail.ts';

const arn = 'arn:aws:kms:eu-central-1:111122223333:key/1234';

const decrypt: CallRecord = {
  id: 'run-1',
  service: 'kms',
  operation: 'Decrypt',
  region: 'eu-central-1',
  transfer: 'r1',
  begun: Date.UTC(2031, 2, 4, 9, 12, 44),
  clockOffset: 60_000,
  duration: 12.34,
  outcome: 'refused',
  status: 400,
  errorCode: 'DisabledException',
  errorMessage: `${arn} is disabled.`,
  requestId: 'f0',
  extendedRequestId: null,
  attempt: 2,
  bytesSent: 500,
  bytesReceived: 80,
  parameters: { keyId: arn, encryptionContext: { owner: 'me', location: 's3://b/k' } },
  answer: {},
};

describe('cloudTrailEvent()', () => {
  it('names a call as CloudTrail does', () => {
    expect(cloudTrailEvent(decrypt, { id: 'r1', kind: 'open', name: 'a.pdf' })).toEqual({
      eventVersion: '1.11',
      userIdentity: { type: 'AssumedRole' },
      eventTime: '2031-03-04T09:13:44.012Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'Decrypt',
      awsRegion: 'eu-central-1',
      errorCode: 'DisabledException',
      errorMessage: `${arn} is disabled.`,
      requestParameters: { keyId: arn, encryptionContext: { owner: 'me', location: 's3://b/k' } },
      responseElements: null,
      additionalEventData: {
        bytesTransferredIn: 500,
        bytesTransferredOut: 80,
        requestedAt: '2031-03-04T09:13:44.000Z',
        durationMilliseconds: 12.3,
        outcome: 'refused',
        httpStatus: 400,
        attempt: 2,
        transfer: { id: 'r1', kind: 'open', file: 'a.pdf' },
      },
      requestID: 'f0',
      readOnly: true,
      eventType: 'AwsApiCall',
      managementEvent: true,
      eventCategory: 'Management',
    });
  });

  it.each<[string, CallRecord['service'], object]>([
    ['ListObjectsV2', 's3', { eventName: 'ListObjects', readOnly: true, eventCategory: 'Data' }],
    ['UploadPart', 's3', { eventName: 'UploadPart', readOnly: false, managementEvent: false }],
    ['GenerateDataKey', 'kms', { readOnly: true }],
    ['GetId', 'cognito-identity', { eventSource: 'cognito-identity.amazonaws.com' }],
  ])('%s of %s', (operation, service, expected) => {
    expect(cloudTrailEvent({ ...decrypt, operation, service }, undefined)).toMatchObject(expected);
  });

  it('names the key that KMS used as a resource', () => {
    const event = cloudTrailEvent({ ...decrypt, answer: { keyId: arn } }, undefined);
    expect(event['resources']).toEqual([{ ARN: arn, type: 'AWS::KMS::Key' }]);
  });
});

describe('cloudTrailFile()', () => {
  it('is JSON with the events under Records, in their order', () => {
    const file: unknown = JSON.parse(cloudTrailFile([decrypt, { ...decrypt, requestId: 'f1' }], new Map()));
    expect(file).toMatchObject({ Records: [{ requestID: 'f0' }, { requestID: 'f1' }] });
  });
});
