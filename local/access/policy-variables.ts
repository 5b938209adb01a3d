import { wildcards, type PatternPart } from './wildcard.ts';

/** A policy string with its variables found: `${*}`, `${?}` and `${$}` are literal characters. */
export type Template = readonly (PatternPart | { readonly variable: string })[];

/**
 * Reads a policy string. Source: IAM User Guide, "Policy elements: Variables and tags".
 * @returns null when a `${` is not closed or does not hold a condition key
 */
export function parseTemplate(text: string): Template | null {
  const parts: (PatternPart | { readonly variable: string })[] = [];
  let rest = text;
  for (;;) {
    const start = rest.indexOf('${');
    if (start === -1) return [...parts, ...wildcards(rest)];
    const end = rest.indexOf('}', start);
    if (end === -1) return null;
    const name = rest.slice(start + 2, end);
    parts.push(...wildcards(rest.slice(0, start)));
    if (name === '*' || name === '?' || name === '$') parts.push({ literal: name });
    else if (/^[A-Za-z0-9.-]+:[A-Za-z0-9._:/-]+$/u.test(name)) parts.push({ variable: name });
    else return null;
    rest = rest.slice(end + 1);
  }
}

/**
 * Puts values in. A value is literal: a `*` in it is no wildcard.
 * @returns null when a variable has no single value; a statement that needs it then matches nothing
 */
export function fillTemplate(
  template: Template,
  valueOf: (variable: string) => string | null,
): readonly PatternPart[] | null {
  const parts: PatternPart[] = [];
  for (const part of template) {
    if (typeof part === 'string' || 'literal' in part) {
      parts.push(part);
      continue;
    }
    const value = valueOf(part.variable);
    if (value === null) return null;
    parts.push({ literal: value });
  }
  return parts;
}

/** The text of a pattern for operators that know no wildcards. */
export function literalText(parts: readonly PatternPart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.literal)).join('');
}
