import type { CheckId } from '../doctor/checks.ts';
import type { Diagnosis } from '../doctor/run-checks.ts';
import type { Finding } from '../doctor/verdict.ts';

export type { Diagnosis } from '../doctor/run-checks.ts';

/** The doctor needs no session and no `start`: it is most wanted where there is none. */
export interface DoctorCommands {
  /** Reads `config.json` anew and checks everything, once at a time. `origin`: the page's. `idToken`: what the sign-in at hand has, if anybody is signed in. */
  diagnose: { input: { origin: string; idToken: string | null }; output: Diagnosis };
  /** The rest is not checked; what was written is removed before `diagnose` answers. */
  stopDiagnosis: { input: null; output: null };
}

/** A check has begun, or came to a verdict. */
export type DiagnosisEvent =
  | { readonly type: 'diagnosis'; readonly begun: CheckId }
  | { readonly type: 'diagnosis'; readonly finding: Finding };
