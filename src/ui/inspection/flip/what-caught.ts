import type { ErrorData } from '../../../errors.ts';
import { chainSteps, type ChainStep, type VerificationReport } from '../../../inspect/chain.ts';
import type { Inspection } from '../../../inspect/inspection.ts';

/** Which check noticed that a copy had been altered. */
export type Caught =
  | { readonly by: ChainStep; readonly error: ErrorData }
  /** nothing of what was checked noticed it */
  | { readonly by: null; readonly checked: 'everything' | 'not-everything' };

export function whatCaught(inspection: Inspection, report: VerificationReport | null): Caught {
  if (inspection.messageProblem !== null) return { by: 'header', error: inspection.messageProblem };
  const { steps } = report?.chain ?? inspection.chain;
  for (const step of chainSteps) {
    const result = steps[step];
    if (result.outcome === 'failed') return { by: step, error: result.error };
  }
  const [failure] = report?.failures ?? [];
  if (failure !== undefined) return { by: 'frames', error: failure.error };
  return { by: null, checked: report?.complete === true ? 'everything' : 'not-everything' };
}
