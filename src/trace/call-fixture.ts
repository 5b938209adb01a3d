import type { CallRecord } from './call-record.ts';

/** For tests: a call that was made. */
export function someCall(changes: Partial<CallRecord> = {}): CallRecord {
  return {
    id: '1',
    service: 's3',
    operation: 'PutObject',
    region: 'eu-central-1',
    transfer: 'r1',
    begun: 0,
    clockOffset: 0,
    duration: 5,
    outcome: 'succeeded',
    status: 200,
    errorCode: null,
    errorMessage: null,
    requestId: null,
    extendedRequestId: null,
    attempt: 1,
    bytesSent: 3,
    bytesReceived: 0,
    parameters: {},
    answer: {},
    ...changes,
  };
}
