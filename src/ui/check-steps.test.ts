import { describe, expect, it } from 'vitest';
import { checkSteps } from './check-steps.ts';

const error = { code: 'commitment-mismatch', message: '', details: {} } as const;
const outcomes = (verification: Parameters<typeof checkSteps>[0]) =>
  checkSteps(verification).map(({ step, outcome }) => `${step} ${outcome}`);

describe('checkSteps()', () => {
  it('passes all of a verified header', () => {
    expect(outcomes({ status: 'verified', keyArn: 'arn', requestId: null })).toEqual([
      'unwrap passed',
      'commitment passed',
      'header passed',
    ]);
  });

  it('passes what came before the failure and tries nothing after it', () => {
    expect(outcomes({ status: 'failed', step: 'commitment', error })).toEqual([
      'unwrap passed',
      'commitment failed',
      'header not-tried',
    ]);
  });

  it('claims nothing when nothing was tried', () => {
    expect(outcomes({ status: 'not-tried' })).toEqual([
      'unwrap not-tried',
      'commitment not-tried',
      'header not-tried',
    ]);
  });
});
