import { describe, expect, it } from 'vitest';
import { someChain, someReport } from '../../../inspect/inspection-fixture.ts';
import { reportResult } from './report-result.ts';

const error = { code: 'frame-tampered', message: '', details: {} } as const;
const failed = { outcome: 'failed', error } as const;

describe('reportResult()', () => {
  it('tells whole from part, and done from stopped', () => {
    expect(reportResult(someReport())).toBe('complete');
    expect(reportResult(someReport({ complete: false }))).toBe('all');
    expect(reportResult(someReport({ complete: false, framesVerified: 2 }))).toBe('stopped');
    const beforeAnything = { complete: false, framesVerified: 0, framesChosen: 0, chain: someChain() };
    expect(reportResult(someReport(beforeAnything))).toBe('stopped');
  });

  it('never calls good what failed, or what was not tried', () => {
    expect(reportResult(someReport({ failureCount: 1 }))).toBe('failed');
    expect(reportResult(someReport({ chain: someChain({ frames: failed }) }))).toBe('failed');
    expect(reportResult(someReport({ complete: false, chain: someChain({ commitment: failed }) }))).toBe(
      'none',
    );
    const noKey = someChain({ unwrap: { outcome: 'not-tried', why: 'no-key' } });
    expect(reportResult(someReport({ complete: false, chain: noKey }))).toBe('notTried');
  });
});
