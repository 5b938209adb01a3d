import type { ConditionValues } from './contract.ts';

/** What one request offers to conditions and policy variables. */
export interface RequestContext {
  /** no values: the key is absent */
  values(key: string): readonly string[];
}

/**
 * Condition keys are compared without regard to case, except what follows `kms:EncryptionContext:`, which names a
 * person's own pair: there `Owner` and `owner` are two keys, and neither may stand for the other.
 * The caller's variables win over the request's values.
 */
export function requestContext(
  conditions: ConditionValues,
  variables: Readonly<Record<string, string>>,
): RequestContext {
  const known = new Map<string, readonly string[]>();
  for (const [key, value] of [...Object.entries(conditions), ...Object.entries(variables)]) {
    known.set(normalKey(key), typeof value === 'string' ? [value] : value);
  }
  return { values: (key) => known.get(normalKey(key)) ?? [] };
}

function normalKey(key: string): string {
  const prefix = 'kms:encryptioncontext:';
  return key.toLowerCase().startsWith(prefix) ? prefix + key.slice(prefix.length) : key.toLowerCase();
}
