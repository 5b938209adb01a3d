import type { Chain } from '../inspect/chain.ts';
import type { Inspection } from '../inspect/inspection.ts';

export type StepOutcome = 'passed' | 'failed' | 'not-tried';

export interface CheckStep {
  readonly step: 'unwrap' | 'commitment' | 'header';
  readonly outcome: StepOutcome;
}

/** The three checks that the panel shows, in the order they are made. */
export function checkSteps({ steps }: Chain): readonly CheckStep[] {
  return [
    { step: 'unwrap', outcome: steps.unwrap.outcome },
    { step: 'commitment', outcome: steps.commitment.outcome },
    { step: 'header', outcome: steps['header-tag'].outcome },
  ];
}

export type Verdict = 'verified' | 'moved' | 'failed' | 'notTried' | 'unreadable';

/** One word for the whole inspection; the worst that was found. */
export function verdictOf({ message, chain, placement }: Inspection): Verdict {
  if (message === null) return 'unreadable';
  if (Object.values(chain.steps).some(({ outcome }) => outcome === 'failed')) return 'failed';
  if (placement === 'moved') return 'moved';
  return chain.steps['header-tag'].outcome === 'passed' ? 'verified' : 'notTried';
}
