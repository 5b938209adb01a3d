import * as v from 'valibot';
import type { RequestFacts } from './service.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const actionSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(599)),
    code: v.pipe(v.string(), v.regex(/^[A-Za-z]+$/u)),
  }),
  /** Resets the connection: at once, or after so many bytes of the body (the request's if it has one, else the answer's). */
  v.strictObject({ kind: v.literal('reset'), afterBytes: v.optional(count) }),
  /** Waits before the request is looked at. */
  v.strictObject({ kind: v.literal('stall'), ms: count }),
  /** Closes the connection cleanly after so many bytes of the answer's body. */
  v.strictObject({ kind: v.literal('truncate'), afterBytes: count }),
  /** Flips one bit of the answer's body. */
  v.strictObject({ kind: v.literal('corrupt') }),
]);

const ruleSchema = v.strictObject({
  service: v.optional(v.string()),
  operation: v.optional(v.string()),
  keyContains: v.optional(v.string()),
  partNumber: v.optional(count),
  /** let this many matching requests pass first */
  after: v.optional(count),
  /** then strike this many times; without it, for ever */
  times: v.optional(count),
  action: actionSchema,
});

export type FaultAction = v.InferOutput<typeof actionSchema>;
export type FaultRule = v.InferOutput<typeof ruleSchema>;

/** Fault rules in force; the first rule that matches and is due strikes. */
export interface Faults {
  replace(rules: readonly FaultRule[]): void;
  clear(): void;
  /** The fault this request meets, if any; counts `after` and `times`. */
  strike(facts: RequestFacts): FaultAction | null;
}

/** @throws Error naming the first field that is wrong */
export function parseFaultRules(json: unknown): FaultRule[] {
  const result = v.safeParse(v.array(ruleSchema), json, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new Error(`${v.getDotPath(issue) ?? 'rules'}: ${issue.message}`);
}

export function createFaults(): Faults {
  let active: { rule: FaultRule; seen: number; struck: number }[] = [];
  return {
    replace: (rules) => {
      active = rules.map((rule) => ({ rule, seen: 0, struck: 0 }));
    },
    clear: () => {
      active = [];
    },
    strike: (facts) => {
      for (const entry of active) {
        if (!applies(entry.rule, facts)) continue;
        entry.seen += 1;
        if (entry.seen <= (entry.rule.after ?? 0)) continue;
        if (entry.rule.times !== undefined && entry.struck >= entry.rule.times) continue;
        entry.struck += 1;
        return entry.rule.action;
      }
      return null;
    },
  };
}

function applies(rule: FaultRule, facts: RequestFacts): boolean {
  return (
    (rule.service === undefined || rule.service === facts.service) &&
    (rule.operation === undefined || rule.operation === facts.operation) &&
    (rule.keyContains === undefined || facts.key?.includes(rule.keyContains) === true) &&
    (rule.partNumber === undefined || rule.partNumber === facts.partNumber)
  );
}
