import type { Inspection, Verification } from '../inspect/inspection.ts';

export type StepOutcome = 'passed' | 'failed' | 'not-tried';

export interface CheckStep {
  readonly step: 'unwrap' | 'commitment' | 'header';
  readonly outcome: StepOutcome;
}

const order = ['unwrap', 'commitment', 'header'] as const;

/** The three checks in the order they are made: those before a failed one passed, those after it were not tried. */
export function checkSteps(verification: Verification): readonly CheckStep[] {
  const failedAt = verification.status === 'failed' ? order.indexOf(verification.step) : order.length;
  return order.map((step, index) => ({ step, outcome: outcomeOf(verification.status, index, failedAt) }));
}

function outcomeOf(status: Verification['status'], index: number, failedAt: number): StepOutcome {
  if (status === 'not-tried' || index > failedAt) return 'not-tried';
  return index === failedAt ? 'failed' : 'passed';
}

export type Verdict = 'verified' | 'moved' | 'failed' | 'notTried' | 'unreadable';

/** One word for the whole inspection; the worst that was found. */
export function verdictOf({ message, verification, placement }: Inspection): Verdict {
  if (message === null) return 'unreadable';
  if (verification.status === 'failed') return 'failed';
  if (placement === 'moved') return 'moved';
  return verification.status === 'verified' ? 'verified' : 'notTried';
}
