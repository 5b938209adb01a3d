import type { CallOutcome, CallRecord } from '../../trace/call-record.ts';

/** For tests: a call to KMS. */
export function tracedCall(outcome: CallOutcome, changes: Partial<CallRecord> = {}): CallRecord {
  return {
    id: '1',
    service: 'kms',
    operation: 'Decrypt',
    region: 'eu-central-1',
    transfer: null,
    begun: 0,
    clockOffset: 0,
    duration: 1,
    outcome,
    status: 200,
    errorCode: null,
    errorMessage: null,
    requestId: 'r',
    extendedRequestId: null,
    attempt: 1,
    bytesSent: 0,
    bytesReceived: 0,
    parameters: {},
    answer: {},
    ...changes,
  };
}
