import { describe, expect, it } from 'vitest';
import { someChain, someInspection, someReport } from '../../inspect/inspection-fixture.ts';
import { verdictOf } from './verdict.ts';

const error = { code: 'commitment-mismatch', message: '', details: {} } as const;

describe('verdictOf()', () => {
  it('tells a verified header from a message that verified to its end', () => {
    expect(verdictOf(someInspection(), null)).toBe('verified');
    expect(verdictOf(someInspection(), someReport({ complete: false }))).toBe('verified');
    expect(verdictOf(someInspection(), someReport())).toBe('complete');
  });

  it('says the worst that was found', () => {
    const failing = someInspection({ chain: someChain({ commitment: { outcome: 'failed', error } }) });
    expect(verdictOf({ ...failing, placement: 'moved' }, null)).toBe('failed');
    expect(verdictOf(someInspection({ placement: 'moved' }), someReport())).toBe('moved');
    expect(verdictOf(someInspection({ placement: 'moved' }), someReport({ failureCount: 1 }))).toBe('failed');
    expect(verdictOf(someInspection({ message: null }), null)).toBe('unreadable');
  });

  it('claims nothing where the chain could not be tried', () => {
    const noKey = someChain({
      unwrap: { outcome: 'not-tried', why: 'no-key' },
      commitment: { outcome: 'not-tried', why: 'no-key' },
      'header-tag': { outcome: 'not-tried', why: 'no-key' },
    });
    expect(verdictOf(someInspection({ chain: noKey }), null)).toBe('noKey');
    const untried = someChain({ 'header-tag': { outcome: 'not-tried', why: 'on-demand' } });
    expect(verdictOf(someInspection({ chain: untried }), null)).toBe('notTried');
  });

  it('keeps what the inspection found when a verification was stopped before it checked anything', () => {
    const unchecked = someChain({
      header: { outcome: 'not-tried', why: 'on-demand' },
      unwrap: { outcome: 'not-tried', why: 'on-demand' },
      commitment: { outcome: 'not-tried', why: 'on-demand' },
      'header-tag': { outcome: 'not-tried', why: 'on-demand' },
    });
    expect(verdictOf(someInspection(), someReport({ complete: false, chain: unchecked }))).toBe('verified');
  });

  it('passes a suite without commitment whose tag verified', () => {
    const older = someChain({ commitment: { outcome: 'not-tried', why: 'not-in-suite' } });
    expect(verdictOf(someInspection({ chain: older }), null)).toBe('verified');
  });
});
