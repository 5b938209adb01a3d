import { visibleName } from '../format/visible-name.ts';

/** The first `limit` characters of a text from outside, as something to be seen; a hostile header holds texts of 64 KiB. */
export function excerpt(text: string, limit: number): string {
  const begun = Array.from(text.slice(0, limit * 2))
    .slice(0, limit)
    .join('');
  return begun.length < text.length ? `${visibleName(begun)}…` : visibleName(begun);
}

/** Bytes as hex, at most the first `limit` of them. */
export function hexExcerpt(bytes: Uint8Array, limit: number): string {
  const hex = Array.from(bytes.subarray(0, limit), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return bytes.length > limit ? `${hex}…` : hex;
}
