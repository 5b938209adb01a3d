import * as v from 'valibot';
import type { RequestContext } from './condition-keys.ts';
import { holds, parseCondition, singleValue, type Condition } from './policy-condition.ts';
import { fillTemplate, parseTemplate, type Template } from './policy-variables.ts';
import { matchesPattern, wildcards, type PatternPart } from './wildcard.ts';

/** A policy document that is not one, or that says what is not understood here; it is refused as a whole. */
export class PolicyRefused extends Error {
  override readonly name = 'PolicyRefused';
}

/** An identity policy, read and checked. */
export interface Policy {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selection<readonly PatternPart[]>;
  readonly resources: Selection<Template>;
  readonly conditions: readonly Condition[];
}

interface Selection<T> {
  /** `NotAction`, `NotResource`: everything but these */
  readonly inverted: boolean;
  readonly patterns: readonly T[];
}

const oneOrMany = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
]);
/** What statements of every kind of policy hold. */
export const statementEntries = {
  Sid: v.optional(v.string()),
  Effect: v.picklist(['Allow', 'Deny']),
  Action: v.optional(oneOrMany),
  NotAction: v.optional(oneOrMany),
  Resource: v.optional(oneOrMany),
  NotResource: v.optional(oneOrMany),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), oneOrMany)), {}),
};
const statementSchema = v.strictObject(statementEntries);
const documentSchema = v.strictObject({
  Version: v.literal('2012-10-17'),
  Id: v.optional(v.string()),
  Statement: v.array(statementSchema),
});
type StatementInput = v.InferOutput<typeof statementSchema>;

/**
 * Reads an identity policy. Nothing in it is skipped: an unknown element, operator or variable refuses the document,
 * because a statement that is half understood allows what its author forbade.
 * @throws PolicyRefused
 */
export function parsePolicy(document: unknown): Policy {
  return { statements: readDocument(documentSchema, document).Statement.map(parseStatement) };
}

/** @throws PolicyRefused with the place of the first fault */
export function readDocument<Schema extends v.GenericSchema>(
  schema: Schema,
  document: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, document, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? 'the document';
  throw new PolicyRefused(`Policy: ${field}: ${parsed.issues[0].message}`);
}

/** @throws PolicyRefused */
export function parseStatement(input: StatementInput): Statement {
  const actions = select(input.Action, input.NotAction, 'Action');
  for (const action of actions.patterns) {
    if (action !== '*' && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/iu.test(action))
      throw new PolicyRefused(`Policy: Action: ${action}`);
  }
  const resources = select(input.Resource, input.NotResource, 'Resource');
  const conditions = Object.entries(input.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => {
      const condition = parseCondition(operator, key, values);
      if (condition === null) throw new PolicyRefused(`Policy: Condition: ${operator}: ${key}`);
      return condition;
    }),
  );
  return {
    effect: input.Effect,
    // Action names are compared without regard to case.
    actions: { ...actions, patterns: actions.patterns.map((action) => wildcards(action.toLowerCase())) },
    resources: {
      ...resources,
      patterns: resources.patterns.map((resource) => {
        const template = parseTemplate(resource);
        if (template === null) throw new PolicyRefused(`Policy: Resource: ${resource}`);
        return template;
      }),
    },
    conditions,
  };
}

function select(
  wanted: string[] | undefined,
  unwanted: string[] | undefined,
  name: string,
): Selection<string> {
  const patterns = wanted ?? unwanted;
  if (patterns === undefined || patterns.length === 0 || (wanted !== undefined && unwanted !== undefined)) {
    throw new PolicyRefused(`Policy: a statement has either ${name} or Not${name}`);
  }
  return { inverted: wanted === undefined, patterns };
}

/** What is asked of policies. */
export interface PolicyQuestion {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** What policies of one kind say: an explicit deny wins. */
export type Verdict = 'allow' | 'deny' | 'silent';

/** What identity policies say together. */
export function verdictOf(policies: readonly Policy[], question: PolicyQuestion): Verdict {
  const statements = policies.flatMap((policy) => policy.statements);
  return weigh(statements.filter((statement) => applies(statement, question)));
}

/** What statements that apply say together. */
export function weigh(applying: readonly Pick<Statement, 'effect'>[]): Verdict {
  if (applying.some(({ effect }) => effect === 'Deny')) return 'deny';
  return applying.length > 0 ? 'allow' : 'silent';
}

/** Whether the policies allow an action: an explicit deny wins, silence is a deny. */
export function isAllowed(policies: readonly Policy[], question: PolicyQuestion): boolean {
  return verdictOf(policies, question) === 'allow';
}

/** Whether a statement speaks about what is asked. */
export function applies(
  { effect, actions, resources, conditions }: Statement,
  request: PolicyQuestion,
): boolean {
  // A variable without a value must neither allow nor let a deny slip.
  const whenUnresolved = effect === 'Deny';
  const action = request.action.toLowerCase();
  if (actions.patterns.some((pattern) => matchesPattern(pattern, action)) === actions.inverted) return false;
  const patterns = resources.patterns.map((template) =>
    fillTemplate(template, (name) => singleValue(request.context, name)),
  );
  const hit = patterns.some((pattern) => pattern !== null && matchesPattern(pattern, request.resource));
  const resourceFits = !hit && patterns.includes(null) ? whenUnresolved : hit !== resources.inverted;
  return resourceFits && conditions.every((condition) => holds(condition, request.context, whenUnresolved));
}
