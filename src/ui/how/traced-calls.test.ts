import { describe, expect, it } from 'vitest';
import { someCall } from '../../trace/call-fixture.ts';
import type { CallRecord, CallService } from '../../trace/call-record.ts';
import { tracedCalls } from './traced-calls.ts';

const call = (id: string, service: CallService, transfer: string | null): CallRecord =>
  someCall({ id, service, transfer });

describe('tracedCalls()', () => {
  it('tells the last calls of one transfer, and counts those to S3', () => {
    const calls = [
      call('1', 's3', 'mine'),
      call('2', 'kms', 'mine'),
      call('3', 's3', 'mine'),
      call('4', 'kms', 'yours'),
      call('5', 's3', null),
    ];
    const traced = tracedCalls(calls, 'mine');
    expect([traced.kms?.id, traced.s3?.id, traced.s3Count]).toEqual(['2', '3', 2]);
    expect(tracedCalls(calls, 'nobody')).toEqual({ kms: null, s3: null, s3Count: 0 });
  });
});
