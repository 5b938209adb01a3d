import type { Bytes } from '../bytes/bytes.ts';
import type { ImageType } from '../bytes/image-type.ts';
import type { Thumbnail } from '../bytes/thumbnail.ts';

export type { ImageType } from '../bytes/image-type.ts';
export type { Thumbnail } from '../bytes/thumbnail.ts';

/** Bytes of the largest picture that a thumbnail is made of. */
export const pictureLimit = 16 * 1024 * 1024;

/** One attempt at one thumbnail. Chosen by the page: a UUID. */
export type ThumbnailId = string;

/** What comes of asking for a thumbnail. */
export type ThumbnailAnswer =
  /** it was kept. Null: the file was looked into once, and shows nothing */
  | { readonly kind: 'kept'; readonly thumbnail: Thumbnail | null }
  /** the opened picture, verified to its last byte: the page has it made small, and answers with `keepThumbnail` or `stopThumbnail` */
  | { readonly kind: 'picture'; readonly type: ImageType; readonly bytes: Bytes }
  /** none is kept, and the file was not to be opened now */
  | { readonly kind: 'not-kept' };

/** The commands by which small pictures of stored files are made and kept, sealed, on the device. */
export interface ThumbnailCommands {
  /**
   * The kept thumbnail of this version of a file, or the picture that one is made of. `mayOpen`: whether KMS and S3 may be asked for the file. What lies elsewhere
   * than sealed for is not opened. @throws as an opening does; `object-changed` where another version lies there
   */
  thumbnail: {
    input: { id: ThumbnailId; key: string; etag: string; mayOpen: boolean };
    output: ThumbnailAnswer;
  };
  /** Seals and keeps what was made of the picture that `thumbnail` answered with. Null: it shows nothing, which is kept too. */
  keepThumbnail: { input: { id: ThumbnailId; thumbnail: Thumbnail | null }; output: null };
  /** Nobody waits for it any more. */
  stopThumbnail: { input: { id: ThumbnailId }; output: null };
  /** Removes all that are kept on this device. @throws AppError `journal-unavailable` */
  forgetThumbnails: { input: null; output: null };
}
