import type { MediaType } from '../bytes/media-type.ts';
import type { ErrorData } from '../errors.ts';

export type { MediaType } from '../bytes/media-type.ts';

/** Bytes of the largest file that is opened whole, in memory, to be looked at. Sound and moving pictures of any length are read by range. */
export const viewLimit = 32 * 1024 * 1024;

/** Bytes of sound and moving pictures up to which they are opened whole, too: the browser then plays them by itself. */
export const playedWhole = 8 * 1024 * 1024;

/** One look at a stored file. Chosen by the page: a UUID. */
export type ViewId = string;

/** A file that was opened to be looked at. `media`: what it is by its first verified bytes; null: no sound and no moving picture. */
export type ViewedFile =
  | { readonly kind: 'whole'; readonly file: File; readonly media: MediaType | null }
  /** it stays open until `closeView`: its bytes come through the port of `feedView`, by range. `bytes`: of plaintext */
  | { readonly kind: 'ranged'; readonly media: MediaType; readonly bytes: number };

/** The commands by which stored files are looked at, without being saved. */
export interface ViewCommands {
  /**
   * Opens a file to be looked at. `acceptMoved` as in `open`. `view`: sound and moving pictures longer than `playedWhole` are read by
   * range under this name; null: they are opened whole, too. @throws `file-too-large` beyond `viewLimit` for what must be whole, and as an opening does
   */
  viewFile: { input: { view: ViewId | null; key: string; acceptMoved: boolean }; output: ViewedFile };
  /** Answers ranges through this port, as `views/media-protocol.ts` says, in the place of the one before. @throws `internal` for a view that is closed */
  feedView: { input: { view: ViewId; port: MessagePort }; output: null };
  /** Drops the view's key and what was kept of its plaintext. */
  closeView: { input: { view: ViewId }; output: null };
}

/** A range could not be read, or did not verify: the view is closed. */
export interface ViewFailedEvent {
  readonly type: 'view-failed';
  readonly view: ViewId;
  readonly error: ErrorData;
}
