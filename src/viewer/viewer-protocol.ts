import type { Bytes } from '../bytes/bytes.ts';
import type { ImageType } from '../bytes/image-type.ts';
import type { MediaType } from '../bytes/media-type.ts';

/** Where the frame's document is; it is served with headers of its own. */
export const viewerUrl = '/viewer/index.html';
/** Where the document is that shows PDF files: it is larger, and loaded for nothing else. */
export const pdfViewerUrl = '/viewer/pdf.html';
/** Where the document is that plays sound and moving pictures of any length. */
export const playerUrl = '/viewer/player.html';

/** What the page hands to the frame, once, after the frame said `ready`. */
export type Shown =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly type: ImageType; readonly bytes: Bytes }
  /** short enough to be opened whole. `label`: what it is called to those who do not see it */
  | { readonly kind: 'media'; readonly type: MediaType; readonly bytes: Bytes; readonly label: string };

/** What the page hands to the player's document, after it said `ready`, with a port to the vault (`vault/views/media-protocol.ts`). */
export interface ShownRanged {
  readonly kind: 'ranged';
  /** what the file is called to those who do not see it */
  readonly label: string;
  /** bytes of plaintext */
  readonly length: number;
}

/** What the page hands to the PDF document, once, after it said `ready`. */
export interface ShownPdf {
  readonly kind: 'pdf';
  readonly bytes: Bytes;
  readonly words: PdfWords;
}

/** The sentences of the PDF document, in the person's language. */
export interface PdfWords {
  /** BCP 47 */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly previous: string;
  readonly next: string;
  readonly smaller: string;
  readonly larger: string;
  /** with `{page}` and `{pages}` in it */
  readonly page: string;
}

/** A sentence with its names in braces replaced. */
export function pdfText(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
}

/** What the frame says. It has an opaque origin: the page knows it by its window. */
export type FromViewer =
  | { readonly viewer: 'ready' }
  | { readonly viewer: 'shown' }
  /** Escape was pressed in it: keys that are pressed there do not reach the page */
  | { readonly viewer: 'left' }
  /** the browser cannot decode what the first bytes promised */
  | { readonly viewer: 'failed' }
  /** of the player: the film has sound, none of which this browser decodes */
  | { readonly viewer: 'soundless' }
  /** from time to time, of the player: its thread is not held up by a file */
  | { readonly viewer: 'alive' };

export function isFromViewer(data: unknown): data is FromViewer {
  if (typeof data !== 'object' || data === null || !('viewer' in data)) return false;
  return ['ready', 'shown', 'left', 'failed', 'soundless', 'alive'].some((known) => data.viewer === known);
}
