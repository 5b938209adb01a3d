import { describe, expect, it } from 'vitest';
import type { ErrorData } from '../../../errors.ts';
import { someChain, someInspection, someReport } from '../../../inspect/inspection-fixture.ts';
import { whatCaught } from './what-caught.ts';

const error = (code: ErrorData['code']): ErrorData => ({ code, message: '', details: {} });

describe('whatCaught()', () => {
  it('names the header for what can no longer be read', () => {
    const unreadable = someInspection({ message: null, messageProblem: error('message-unsupported') });
    expect(whatCaught(unreadable, null)).toMatchObject({
      by: 'header',
      error: { code: 'message-unsupported' },
    });
  });

  it('names the first check that failed', () => {
    const chain = someChain({ unwrap: { outcome: 'failed', error: error('kms-wrapped-key-refused') } });
    expect(whatCaught(someInspection({ chain }), null)).toMatchObject({ by: 'unwrap' });
  });

  it('names the frames of a copy whose header passed', () => {
    const failed = { outcome: 'failed', error: error('frame-tampered') } as const;
    expect(whatCaught(someInspection(), someReport({ chain: someChain({ frames: failed }) }))).toMatchObject({
      by: 'frames',
    });
    const failures = [{ place: 3, error: error('frame-tampered') }];
    expect(whatCaught(someInspection(), someReport({ failures, failureCount: 1 }))).toMatchObject({
      by: 'frames',
    });
  });

  it('claims no catch where none was made', () => {
    expect(whatCaught(someInspection(), someReport({}))).toEqual({ by: null, checked: 'everything' });
    expect(whatCaught(someInspection(), someReport({ complete: false }))).toEqual({
      by: null,
      checked: 'not-everything',
    });
    expect(whatCaught(someInspection(), null)).toEqual({ by: null, checked: 'not-everything' });
  });
});
