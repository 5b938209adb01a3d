import { describe, expect, it } from 'vitest';
import type { Chain } from '../inspect/chain.ts';
import { checkSteps } from './check-steps.ts';

const error = { code: 'commitment-mismatch', message: '', details: {} } as const;
const passed = { outcome: 'passed' } as const;
const onDemand = { outcome: 'not-tried', why: 'on-demand' } as const;
const genuine: Chain = {
  steps: { header: passed, unwrap: passed, commitment: passed, 'header-tag': passed, frames: onDemand },
  attempts: [],
  keyLife: null,
};
const outcomes = (steps: Partial<Chain['steps']>) =>
  checkSteps({ ...genuine, steps: { ...genuine.steps, ...steps } }).map(
    ({ step, outcome }) => `${step} ${outcome}`,
  );

describe('checkSteps()', () => {
  it('passes all of a verified header', () => {
    expect(outcomes({})).toEqual(['unwrap passed', 'commitment passed', 'header passed']);
  });

  it('tells which failed, and that what comes after it was not tried', () => {
    const later = { outcome: 'not-tried', why: 'earlier-failure' } as const;
    expect(outcomes({ commitment: { outcome: 'failed', error }, 'header-tag': later })).toEqual([
      'unwrap passed',
      'commitment failed',
      'header not-tried',
    ]);
  });
});
