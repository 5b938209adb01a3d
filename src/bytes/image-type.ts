import type { Bytes } from './bytes.ts';

/** Image types that are shown. SVG is not among them: it is shown as the text it is. */
export const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'] as const;
export type ImageType = (typeof imageTypes)[number];

/**
 * What image it is by its first bytes; null: none that is shown. A name is never believed.
 * Source: each format's signature; WHATWG MIME Sniffing, "Matching an image type pattern".
 */
export function imageTypeOf(bytes: Bytes): ImageType | null {
  const at = (offset: number, text: string): boolean =>
    Array.from(text).every((letter, index) => bytes[offset + index] === letter.charCodeAt(0));
  if (at(0, '\u0089PNG\r\n\u001A\n')) return 'image/png';
  if (at(0, '\u00FF\u00D8\u00FF')) return 'image/jpeg';
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return 'image/gif';
  if (at(0, 'RIFF') && at(8, 'WEBPVP')) return 'image/webp';
  if (at(4, 'ftypavif') || at(4, 'ftypavis')) return 'image/avif';
  return null;
}
