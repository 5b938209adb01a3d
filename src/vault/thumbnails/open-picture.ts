import type { Bytes } from '../../bytes/bytes.ts';
import { imageTypeOf, type ImageType } from '../../bytes/image-type.ts';
import { AppError } from '../../errors.ts';
import { openFrames } from '../../transfer/open/open-frames.ts';
import { openMessage } from '../../transfer/open/open-message.ts';
import type { OpenPorts } from '../../transfer/open/open-ports.ts';
import { pictureLimit } from '../thumbnail-contract.ts';

type Ports = Pick<OpenPorts, 'store' | 'kms' | 'crew' | 'tuning'>;

/**
 * Opens a stored picture in memory, verified to its last frame. What its first bytes say is no picture is not read further.
 * @returns null: no picture that could be shown small
 * @throws AppError `object-changed` where another version lies there, and as an opening does
 */
export async function openPicture(
  ports: Ports,
  request: {
    readonly key: string;
    readonly etag: string;
    readonly identityId: string;
    readonly signal: AbortSignal;
  },
): Promise<{ readonly type: ImageType; readonly bytes: Bytes } | null> {
  const { etag, signal } = request;
  const { found, openable } = await openMessage(ports, { ...request, acceptMoved: false });
  if (found.etag !== etag) throw new AppError('object-changed', 'another version than was listed');
  if (openable === null || openable.layout.plaintextLength > pictureLimit) return null;
  const bytes = new Uint8Array(openable.layout.plaintextLength);
  let length = 0;
  let type: ImageType | null = null;
  for await (const piece of openFrames(ports, openable, 1, signal)) {
    if (length === 0) {
      type = imageTypeOf(piece);
      if (type === null) return null;
    }
    bytes.set(piece, length);
    length += piece.length;
  }
  return type === null ? null : { type, bytes };
}
