import { compareUtf8, lowerBound } from './utf8-order.ts';

export interface ListingRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** entries at or below this key, and the group it stands for, are left out */
  readonly after: string;
  readonly limit: number;
}

/** An entry of a page: a key, or a group of keys that share everything up to the delimiter. */
export type ListingEntry =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'group'; readonly prefix: string };

export interface ListingPage {
  readonly entries: readonly ListingEntry[];
  readonly truncated: boolean;
  /** what the next page's `after` must be: the last entry's key or group */
  readonly next: string;
}

/** One page of sorted keys, grouped by the delimiter. `visible` tells which keys count. */
export function listPage(
  keys: readonly string[],
  request: ListingRequest,
  visible: (key: string) => boolean,
): ListingPage {
  const { prefix, delimiter, after, limit } = request;
  const entries: ListingEntry[] = [];
  let next = after;
  let index = lowerBound(keys, compareUtf8(after, prefix) > 0 ? after : prefix);
  for (; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) break;
    if (after !== '' && compareUtf8(key, after) <= 0) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const group = cut === -1 ? null : key.slice(0, cut + delimiter.length);
    if (group !== null && (group === next || group === after)) continue;
    if (!visible(key)) continue;
    if (entries.length === limit) return { entries, truncated: limit > 0, next };
    entries.push(group === null ? { kind: 'key', key } : { kind: 'group', prefix: group });
    next = group ?? key;
  }
  return { entries, truncated: false, next };
}

/** `encoding-type=url`: bytes outside a small set as %XX, a space as `+`. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replaceAll(/[!'()]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
