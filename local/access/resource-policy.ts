import * as v from 'valibot';
import type { Caller } from './contract.ts';
import {
  applies,
  parseStatement,
  PolicyRefused,
  readDocument,
  statementEntries,
  weigh,
  type PolicyQuestion,
  type Statement,
  type Verdict,
} from './policy.ts';
import { parsePrincipals, reachOf, type Principals } from './principal.ts';

/** The policy of a resource, such as a key's, read and checked. */
export interface ResourcePolicy {
  readonly statements: readonly (Statement & { readonly principals: Principals })[];
}

/** Whose policy a refusal is due to, and whether it says no or nothing. */
export interface Refusal {
  readonly kind: 'identity-based' | 'resource-based';
  readonly explicit: boolean;
}

const names = v.union([v.string(), v.array(v.string())]);
const documentSchema = v.strictObject({
  Version: v.literal('2012-10-17'),
  Id: v.optional(v.string()),
  Statement: v.array(
    v.strictObject({
      ...statementEntries,
      Principal: v.union([v.literal('*'), v.record(v.string(), names)]),
    }),
  ),
});

/**
 * Reads a resource's policy; as with identity policies, nothing in it is skipped.
 * @throws PolicyRefused
 */
export function parseResourcePolicy(document: unknown): ResourcePolicy {
  const { Statement: statements } = readDocument(documentSchema, document);
  return {
    statements: statements.map((input) => {
      const principals = parsePrincipals(input.Principal);
      if (principals === null) throw new PolicyRefused('Policy: Principal: not a principal');
      return { ...parseStatement(input), principals };
    }),
  };
}

/**
 * The policy of a resource and those of who asks, in one account. A deny anywhere wins. Who is named by the resource's policy is allowed
 * by it alone; where it names the account, the identity policies decide; where it names neither, they count for nothing, which is so for
 * keys, not for buckets. Source: AWS KMS Developer Guide, "Key policies in AWS KMS"; IAM User Guide, "Policy evaluation logic".
 * @param identity what the identity policies say
 * @returns null when it is allowed
 */
export function judgeKeyUse(
  policy: ResourcePolicy,
  identity: Verdict,
  caller: Caller,
  question: PolicyQuestion,
): Refusal | null {
  const applying = policy.statements
    .map((statement) => ({ statement, reach: reachOf(statement.principals, caller) }))
    .filter(({ statement, reach }) => reach !== null && applies(statement, question));
  const resource = weigh(applying.map(({ statement }) => statement));
  if (identity === 'deny') return { kind: 'identity-based', explicit: true };
  if (resource === 'deny') return { kind: 'resource-based', explicit: true };
  if (applying.some(({ reach }) => reach === 'named')) return null;
  if (identity === 'silent') return { kind: 'identity-based', explicit: false };
  return resource === 'allow' ? null : { kind: 'resource-based', explicit: false };
}
