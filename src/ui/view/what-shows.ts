import type { Bytes } from '../../bytes/bytes.ts';
import { imageTypeOf } from '../../bytes/image-type.ts';
import type { MediaType } from '../../bytes/media-type.ts';
import { utf8Decode } from '../../bytes/text.ts';
import type { Shown, ShownPdf } from '../../viewer/viewer-protocol.ts';

/** What the frame is to show; of a PDF without the words around it, of sound and moving pictures without what they are called. */
export type ViewerContent =
  | Exclude<Shown, { kind: 'media' }>
  | Omit<Extract<Shown, { kind: 'media' }>, 'label'>
  | Omit<ShownPdf, 'words'>;

/** Bytes of a text that are shown; a browser lays out longer ones for seconds. */
export const textLimit = 2 * 1024 * 1024;

/**
 * How a file is shown, by its bytes alone: names and types from outside are not believed. Markup (HTML, SVG, XML) is text.
 * @param media what it is if it is sound or moving pictures
 * @returns null for what browsers do not show
 */
export function whatShows(
  bytes: Bytes,
  media: MediaType | null,
): { readonly shown: ViewerContent; readonly isCut: boolean } | null {
  if (media !== null) return { shown: { kind: 'media', type: media, bytes }, isCut: false };
  const type = imageTypeOf(bytes);
  if (type !== null) return { shown: { kind: 'image', type, bytes }, isCut: false };
  if (isPdf(bytes)) return { shown: { kind: 'pdf', bytes }, isCut: false };
  const isCut = bytes.length > textLimit;
  const text = textOf(isCut ? wholeCharacters(bytes.subarray(0, textLimit)) : bytes);
  return text === null ? null : { shown: { kind: 'text', text }, isCut };
}

/** A text may begin as a PDF does; only a PDF ends like one, too. */
function isPdf(bytes: Bytes): boolean {
  return /^%PDF-\d\.\d/u.test(latin(bytes.subarray(0, 8))) && latin(bytes.subarray(-1024)).includes('%%EOF');
}

function latin(bytes: Bytes): string {
  return String.fromCharCode(...bytes);
}

/** Text is UTF-8 without control characters that no text has. Null: it is something else. */
function textOf(bytes: Bytes): string | null {
  const text = utf8Decode(bytes);
  if (text === null) return null;
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000B\u000E-\u001A\u001C-\u001F\u007F]/u.test(text) ? null : text;
}

/** Without the beginning of a character whose end was cut off. */
function wholeCharacters(bytes: Bytes): Bytes {
  let end = bytes.length;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.slice(0, Math.max(0, end - 1));
}
