import { chainSteps, type Chain, type VerificationReport } from '../../inspect/chain.ts';
import type { Inspection } from '../../inspect/inspection.ts';

export type Verdict = 'complete' | 'verified' | 'moved' | 'failed' | 'noKey' | 'notTried' | 'unreadable';

/** One word for the whole inspection; the worst that was found. `report`: of a verification of it, if there was one. */
export function verdictOf(inspection: Inspection, report: VerificationReport | null): Verdict {
  const { message, placement } = inspection;
  if (message === null) return 'unreadable';
  const { steps } = bestChain(inspection, report);
  const hasFailed = chainSteps.some((step) => steps[step].outcome === 'failed');
  if (hasFailed || (report !== null && report.failureCount > 0)) return 'failed';
  if (placement === 'moved') return 'moved';
  if (steps.unwrap.outcome === 'not-tried' && steps.unwrap.why === 'no-key') return 'noKey';
  if (steps['header-tag'].outcome !== 'passed') return 'notTried';
  return report?.complete === true ? 'complete' : 'verified';
}

/** The chain as it is known best: a verification checked it all again, and the frames besides, unless it was stopped before. */
export function bestChain(inspection: Inspection, report: VerificationReport | null): Chain {
  const isChecked = report !== null && report.chain.steps.header.outcome !== 'not-tried';
  return isChecked ? report.chain : inspection.chain;
}
