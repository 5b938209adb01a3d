import * as v from 'valibot';
import { seededRandom } from './seeded-random.ts';
import type { RequestFacts } from './service.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** the longest a timer can wait */
const milliseconds = v.pipe(count, v.maxValue(2 ** 31 - 1));

const actionSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(599)),
    code: v.pipe(v.string(), v.regex(/^[A-Za-z]+$/u)),
    /** sent as `Retry-After`, seconds */
    retryAfter: v.optional(count),
  }),
  /** Resets the connection: at once, or after so many bytes of the body (the request's if it has one, else the answer's). */
  v.strictObject({ kind: v.literal('reset'), afterBytes: v.optional(count) }),
  /**
   * Waits before the request is looked at, or, with `afterBytes`, in the middle of the answer's body. Ends early when
   * the rules are replaced or cleared; a client that leaves before its request was looked at is not served. A client that was killed may leave
   * its whole request behind, in the buffers of the system: `thenReset` resets the connection instead of looking at what was held.
   */
  v.strictObject({
    kind: v.literal('stall'),
    ms: milliseconds,
    afterBytes: v.optional(count),
    thenReset: v.optional(v.literal(true)),
  }),
  /** Closes the connection cleanly after so many bytes of the answer's body. */
  v.strictObject({ kind: v.literal('truncate'), afterBytes: count }),
  /** Flips one bit of the request's body on its way to the service, as a bad line would. */
  v.strictObject({ kind: v.literal('damage') }),
  /** Flips one bit of the answer's body. */
  v.strictObject({ kind: v.literal('corrupt') }),
  /** Does what was asked, then resets the connection without a byte of the answer. */
  v.strictObject({ kind: v.literal('lose-answer') }),
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
  /** strike by chance, 0 never and 1 always; a request that is spared meets the rules that follow */
  probability: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  action: actionSchema,
});

/** Rules and the seed of their chances. */
const campaignSchema = v.strictObject({
  seed: v.pipe(count, v.maxValue(2 ** 32 - 1)),
  rules: v.array(ruleSchema),
});

/** What `GET /_local/faults` answers: how many requests met each fault, by its kind or code, since the start. */
export const faultTallySchema = v.record(v.string(), v.number());

export type FaultTally = v.InferOutput<typeof faultTallySchema>;
export type FaultAction = v.InferOutput<typeof actionSchema>;
export type FaultRule = v.InferOutput<typeof ruleSchema>;
export type FaultCampaign = v.InferOutput<typeof campaignSchema>;

/** Fault rules in force; the first rule that matches and is due strikes. */
export interface Faults {
  /** With a seed, the n-th request that matches a rule meets the same chance in every run. */
  replace(rules: readonly FaultRule[], seed?: number): void;
  clear(): void;
  /** The fault this request meets, if any; counts `after` and `times`, draws `probability`. */
  strike(facts: RequestFacts): FaultAction | null;
  /** Counts of all rules that were ever in force. */
  tally(): FaultTally;
  /** Aborts when the rules that are in force now are replaced or cleared. */
  untilChanged(): AbortSignal;
}

/**
 * Reads `{ seed, rules }`, or a bare list of rules, whose seed is 0.
 * @throws Error naming the first field that is wrong
 */
export function parseFaults(json: unknown): FaultCampaign {
  const campaign: unknown = Array.isArray(json) ? { seed: 0, rules: json } : json;
  const result = v.safeParse(campaignSchema, campaign, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new Error(`${v.getDotPath(issue) ?? 'rules'}: ${issue.message}`);
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly chance: () => number;
  seen: number;
  struck: number;
}

export function createFaults(): Faults {
  let active: readonly ActiveRule[] = [];
  let change = new AbortController();
  const struck = new Map<string, number>();
  const replace = (rules: readonly FaultRule[], seed = 0): void => {
    active = rules.map((rule, index) => ({ rule, chance: seededRandom(seed + index), seen: 0, struck: 0 }));
    const ended = change;
    change = new AbortController();
    ended.abort();
  };
  return {
    replace,
    clear: () => replace([]),
    untilChanged: () => change.signal,
    strike(facts) {
      const action = active.find((entry) => applies(entry.rule, facts) && isDue(entry))?.rule.action ?? null;
      if (action !== null) struck.set(nameOf(action), (struck.get(nameOf(action)) ?? 0) + 1);
      return action;
    },
    tally: () => Object.fromEntries(struck),
  };
}

function nameOf(action: FaultAction): string {
  if (action.kind === 'status') return `${action.status} ${action.code}`;
  const isWithin = (action.kind === 'reset' || action.kind === 'stall') && action.afterBytes !== undefined;
  return isWithin ? `${action.kind} in mid-body` : action.kind;
}

function isDue(entry: ActiveRule): boolean {
  const { after = 0, times = Infinity, probability = 1 } = entry.rule;
  entry.seen += 1;
  if (entry.seen <= after || entry.struck >= times) return false;
  if (entry.chance() >= probability) return false;
  entry.struck += 1;
  return true;
}

function applies(rule: FaultRule, facts: RequestFacts): boolean {
  return (
    (rule.service === undefined || rule.service === facts.service) &&
    (rule.operation === undefined || rule.operation === facts.operation) &&
    (rule.keyContains === undefined || facts.key?.includes(rule.keyContains) === true) &&
    (rule.partNumber === undefined || rule.partNumber === facts.partNumber)
  );
}
