import type { RequestContext } from './condition-keys.ts';
import { comparisons, type Comparison } from './condition-operators.ts';
import { fillTemplate, literalText, parseTemplate, type Template } from './policy-variables.ts';

/** One line of a Condition block: an operator, a key, the values of the policy. */
export type Condition =
  | { readonly test: 'null'; readonly key: string; readonly values: readonly Template[] }
  | {
      readonly test: 'compare';
      readonly comparison: Comparison;
      readonly over: 'single' | 'any' | 'all';
      readonly ifExists: boolean;
      readonly key: string;
      readonly values: readonly Template[];
    };

/** @returns null when the operator is unknown or a value is not a policy string */
export function parseCondition(operator: string, key: string, values: readonly string[]): Condition | null {
  const templates = values.map(parseTemplate).filter((template) => template !== null);
  if (templates.length !== values.length || values.length === 0) return null;
  const match = /^(?:(ForAnyValue|ForAllValues):)?([A-Za-z]+?)(IfExists)?$/u.exec(operator);
  const name = match?.[2] ?? '';
  if (name === 'Null' && operator === 'Null') {
    return values.every((value) => value === 'true' || value === 'false')
      ? { test: 'null', key, values: templates }
      : null;
  }
  const comparison = comparisons.get(name);
  if (comparison === undefined) return null;
  const over = match?.[1] === undefined ? 'single' : match[1] === 'ForAnyValue' ? 'any' : 'all';
  return { test: 'compare', comparison, over, ifExists: match?.[3] !== undefined, key, values: templates };
}

/**
 * Source: IAM User Guide, "Multiple context keys or values" and "Multivalued context keys".
 * A key that is absent fails a positive operator and satisfies a negated one, `...IfExists` and `ForAllValues`.
 * @param whenUnresolved the answer when a variable in the policy's values has no value
 */
export function holds(condition: Condition, context: RequestContext, whenUnresolved: boolean): boolean {
  const given = context.values(condition.key);
  const wanted = condition.values.map((template) =>
    fillTemplate(template, (name) => singleValue(context, name)),
  );
  const patterns = wanted.filter((pattern) => pattern !== null);
  if (patterns.length !== wanted.length) return whenUnresolved;
  if (condition.test === 'null') {
    return patterns.some((pattern) => literalText(pattern) === String(given.length === 0));
  }
  const { matches, negated } = condition.comparison;
  const passes = (value: string): boolean => patterns.some((pattern) => matches(pattern, value)) !== negated;
  if (given.length === 0 && condition.ifExists) return true;
  if (condition.over === 'all') return given.every(passes);
  if (condition.over === 'any') return given.some(passes);
  if (given.length === 0) return negated;
  return given.every(passes) && (negated || given.length === 1);
}

/** The value of a key that has exactly one; null otherwise. */
export function singleValue(context: RequestContext, key: string): string | null {
  const values = context.values(key);
  return values.length === 1 ? (values[0] ?? null) : null;
}
