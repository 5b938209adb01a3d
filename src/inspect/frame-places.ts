import { finalFrameOverhead, frameOverhead } from '../message/sizes.ts';
import type { FrameMap } from './anatomy.ts';

/** Where one frame lies; offsets in bytes from the start of the message (specification: data-format/message-body.md). */
export interface FramePlace {
  /** from 1 */
  readonly place: number;
  readonly final: boolean;
  readonly offset: number;
  /** with everything around the ciphertext */
  readonly length: number;
  /** also of the ciphertext */
  readonly plaintextLength: number;
  readonly ciphertextOffset: number;
  readonly tagOffset: number;
}

const tagLength = 16;

/** By arithmetic alone. `place`: from 1 to the map's count. */
export function framePlace(map: FrameMap, place: number): FramePlace {
  const final = place === map.count;
  const offset = map.bodyOffset + (place - 1) * (map.frameLength + frameOverhead);
  const plaintextLength = final ? map.finalLength : map.frameLength;
  const overhead = final ? finalFrameOverhead : frameOverhead;
  return {
    place,
    final,
    offset,
    length: plaintextLength + overhead,
    plaintextLength,
    ciphertextOffset: offset + overhead - tagLength,
    tagOffset: offset + overhead - tagLength + plaintextLength,
  };
}

/** The place of the frame that this byte of the message belongs to; null for the header's and those after the end. */
export function frameAt(map: FrameMap, offset: number): number | null {
  if (offset < map.bodyOffset || offset >= map.messageLength) return null;
  const passed = Math.floor((offset - map.bodyOffset) / (map.frameLength + frameOverhead));
  return Math.min(map.count, passed + 1);
}
