import type { ParsedHeader } from '../message/header.ts';
import { frameLayoutOf } from '../message/sizes.ts';
import type { FrameMap } from './anatomy.ts';

/**
 * Where the frames of a message of this size must lie; null where that is no arithmetic: unframed, signed (its footer's length varies),
 * or a size that no whole message has.
 */
export function frameMapOf(
  { header, length }: Pick<ParsedHeader, 'header' | 'length'>,
  messageLength: number,
): FrameMap | null {
  const { content, suite } = header;
  if (content.type === 'unframed' || suite.signature !== null) return null;
  const { frameLength } = content;
  const layout = frameLayoutOf({ headerLength: length, frameLength, messageLength });
  if (layout === null) return null;
  const { frameCount, finalLength } = layout;
  return { bodyOffset: length, frameLength, count: frameCount, finalLength, messageLength };
}
