import type { CheckId } from './checks.ts';

/** What was seen, safe to show and to copy: names, numbers, never a token, a key or a person's content. */
export type Facts = Readonly<Record<string, string | number>>;

/** Stable names of what can be wrong; the sentence is made from it and the facts in `src/ui/messages`. */
export const problemIds = [
  'config-invalid',
  'clock-off',
  'provider-unreachable',
  'discovery-malformed',
  'issuer-differs',
  'token-expired',
  'token-audience',
  'pool-not-found',
  'provider-unknown',
  'token-refused',
  'role-trust',
  'identity-refused',
  'unreachable',
  'cors-or-unreachable',
  'cors-none',
  'cors-missing',
  'cors-hides',
  'denied',
  'bucket-not-found',
  'storage-key-refused',
  'kms-denied',
  'kms-key-not-found',
  'kms-key-disabled',
  'kms-key-unusable',
  'credentials-refused',
  'answer-wrong',
  'checksums-refused',
  'checksums-ignored',
  'context-not-bound',
  'prefix-not-bound',
  'no-lifecycle',
  'not-versioned',
  'not-encrypted',
  'encryption-differs',
] as const;

export type ProblemId = (typeof problemIds)[number];

export const uncheckedReasons = [
  'depends',
  'nobody-signed-in',
  'service-failed',
  'unexpected',
  'not-applicable',
  'stopped',
] as const;

export type UncheckedReason = (typeof uncheckedReasons)[number];

export const fixIds = [
  'edit-config',
  'set-clock',
  'check-network',
  'sign-in-again',
  'trust-provider',
  'trust-role',
  'cors',
  'allow-role',
  'narrow-role',
  'allow-key',
  'narrow-key',
  'create-bucket',
  'enable-key',
  'keep-key',
  'abort-uploads',
  'enable-versioning',
  'encrypt-bucket',
  'verify-after',
  'other-store',
] as const;

export type FixId = (typeof fixIds)[number];

/** One thing to do about a problem. `json` is what to paste, `command` applies it by the AWS command line from a file of the name in `file`. */
export interface Fix {
  readonly id: FixId;
  readonly facts: Facts;
  readonly json: string | null;
  /** what the command calls the JSON's file */
  readonly file: string | null;
  readonly command: string | null;
}

export type Verdict =
  | { readonly status: 'works'; readonly facts: Facts }
  | {
      readonly status: 'fails';
      readonly problem: ProblemId;
      readonly facts: Facts;
      readonly fixes: readonly Fix[];
    }
  | { readonly status: 'unchecked'; readonly why: UncheckedReason; readonly facts: Facts };

export interface Finding {
  readonly check: CheckId;
  readonly verdict: Verdict;
}

export const works = (facts: Facts = {}): Verdict => ({ status: 'works', facts });

export const fails = (problem: ProblemId, facts: Facts, ...fixes: readonly Fix[]): Verdict => ({
  status: 'fails',
  problem,
  facts,
  fixes,
});

export const unchecked = (why: UncheckedReason, facts: Facts = {}): Verdict => ({
  status: 'unchecked',
  why,
  facts,
});
