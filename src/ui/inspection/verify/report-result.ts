import { chainSteps, type VerificationReport } from '../../../inspect/chain.ts';

/**
 * `complete`: every frame, to the end; `all`: every chosen frame; `stopped`: good as far as it went; `failed`: at least one frame;
 * `none`: a check before the frames; `notTried`: there was no key.
 */
export type ReportResult = 'complete' | 'all' | 'stopped' | 'failed' | 'none' | 'notTried';

export function reportResult(report: VerificationReport): ReportResult {
  const { chain, failureCount, complete, framesVerified, framesChosen } = report;
  if (failureCount > 0) return 'failed';
  if (chainSteps.some((step) => step !== 'frames' && chain.steps[step].outcome === 'failed')) return 'none';
  if (chain.steps.frames.outcome === 'failed') return 'failed';
  const { unwrap, frames } = chain.steps;
  if (unwrap.outcome === 'not-tried' && unwrap.why === 'no-key') return 'notTried';
  if (complete) return 'complete';
  return frames.outcome === 'passed' && framesVerified >= framesChosen ? 'all' : 'stopped';
}
