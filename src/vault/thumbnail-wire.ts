import * as v from 'valibot';
import type { Bytes } from '../bytes/bytes.ts';
import { isThumbnailSize } from '../bytes/thumbnail.ts';

const id = v.pipe(v.string(), v.uuid());
const text = v.pipe(v.string(), v.nonEmpty());
const side = v.pipe(v.number(), v.safeInteger());
const pixels = v.custom<Bytes>((input) => input instanceof Uint8Array && input.buffer instanceof ArrayBuffer);
const thumbnail = v.pipe(
  v.strictObject({ width: side, height: side, pixels }),
  v.check((one) => isThumbnailSize(one.width, one.height, one.pixels.length)),
);

/** The inputs of the commands of `thumbnail-contract.ts`. */
export const thumbnailInputs = {
  thumbnail: v.strictObject({ id, key: text, etag: text, mayOpen: v.boolean() }),
  keepThumbnail: v.strictObject({ id, thumbnail: v.nullable(thumbnail) }),
  stopThumbnail: v.strictObject({ id }),
  forgetThumbnails: v.null(),
};
