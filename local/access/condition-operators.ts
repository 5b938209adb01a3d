import { literalText } from './policy-variables.ts';
import { matchesPattern, type PatternPart } from './wildcard.ts';

/** Compares one value of a request with one value of a policy. */
export interface Comparison {
  readonly matches: (pattern: readonly PatternPart[], value: string) => boolean;
  /** `...Not...`: true when no value of the policy matches, and when the request has no such key */
  readonly negated: boolean;
}

const equals: Comparison['matches'] = (pattern, value) => literalText(pattern) === value;
const equalsIgnoringCase: Comparison['matches'] = (pattern, value) =>
  literalText(pattern).toLowerCase() === value.toLowerCase();

/** ARNs are compared by their six parts, so that a `*` in one part reaches no other but the last. */
const arnLike: Comparison['matches'] = (pattern, value) => {
  const wanted = splitPattern(pattern);
  const given = value.split(':');
  const parts = [...given.slice(0, 5), given.slice(5).join(':')];
  return (
    given.length >= 6 &&
    wanted.length === 6 &&
    wanted.every((part, index) => matchesPattern(part, parts[index] ?? ''))
  );
};

function splitPattern(pattern: readonly PatternPart[]): PatternPart[][] {
  const parts: PatternPart[][] = [[]];
  for (const piece of pattern) {
    if (typeof piece === 'string') {
      parts.at(-1)?.push(piece);
      continue;
    }
    piece.literal.split(':').forEach((text, index) => {
      if (index > 0 && parts.length < 6) parts.push([]);
      else if (index > 0) parts.at(-1)?.push({ literal: ':' });
      if (text !== '') parts.at(-1)?.push({ literal: text });
    });
  }
  return parts;
}

function numeric(compare: (value: number, wanted: number) => boolean): Comparison['matches'] {
  return (pattern, value) => {
    const wanted = literalText(pattern);
    return isNumber(wanted) && isNumber(value) && compare(Number(value), Number(wanted));
  };
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/u.test(text);
}

function positive(matches: Comparison['matches']): Comparison {
  return { matches, negated: false };
}

function negative(matches: Comparison['matches']): Comparison {
  return { matches, negated: true };
}

const numericEquals = numeric((value, wanted) => value === wanted);

/** The operators understood here, `Null` aside. Source: IAM User Guide, "Condition operators". */
export const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', positive(equals)],
  ['StringNotEquals', negative(equals)],
  ['StringEqualsIgnoreCase', positive(equalsIgnoringCase)],
  ['StringNotEqualsIgnoreCase', negative(equalsIgnoringCase)],
  ['StringLike', positive(matchesPattern)],
  ['StringNotLike', negative(matchesPattern)],
  ['ArnLike', positive(arnLike)],
  ['ArnEquals', positive(arnLike)],
  ['ArnNotLike', negative(arnLike)],
  ['ArnNotEquals', negative(arnLike)],
  ['Bool', positive(equalsIgnoringCase)],
  ['NumericEquals', positive(numericEquals)],
  ['NumericNotEquals', negative(numericEquals)],
  ['NumericLessThan', positive(numeric((value, wanted) => value < wanted))],
  ['NumericLessThanEquals', positive(numeric((value, wanted) => value <= wanted))],
  ['NumericGreaterThan', positive(numeric((value, wanted) => value > wanted))],
  ['NumericGreaterThanEquals', positive(numeric((value, wanted) => value >= wanted))],
]);
