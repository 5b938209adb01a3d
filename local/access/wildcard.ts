/** A piece of a pattern: text taken literally, `*` (any characters, none too) or `?` (exactly one). */
export type PatternPart = { readonly literal: string } | '*' | '?';

/** Reads `*` and `?` as wildcards. */
export function wildcards(text: string): PatternPart[] {
  return text
    .split(/([*?])/u)
    .filter((part) => part !== '')
    .map((part) => (part === '*' || part === '?' ? part : { literal: part }));
}

/** Whether all of `text` fits the pattern. Linear in practice: only the last `*` is ever retried. */
export function matchesPattern(parts: readonly PatternPart[], text: string): boolean {
  const tokens = parts.flatMap(toTokens);
  const characters = Array.from(text);
  let token = 0;
  let position = 0;
  let starToken = -1;
  let starPosition = 0;
  while (position < characters.length) {
    const current = tokens[token];
    if (current === '*') {
      starToken = token++;
      starPosition = position;
    } else if (current !== undefined && (current === '?' || current.one === characters[position])) {
      token++;
      position++;
    } else if (starToken >= 0) {
      token = starToken + 1;
      position = ++starPosition;
    } else {
      return false;
    }
  }
  while (tokens[token] === '*') token++;
  return token === tokens.length;
}

type Token = { readonly one: string } | '*' | '?';

function toTokens(part: PatternPart): readonly Token[] {
  return typeof part === 'string' ? [part] : Array.from(part.literal, (one) => ({ one }));
}
