import type { FrameMap } from '../../../inspect/anatomy.ts';
import { framePlace } from '../../../inspect/frame-places.ts';

interface Span {
  readonly x: number;
  readonly width: number;
}

/** The whole message as a strip, in the units of its width. */
export interface FrameStrip {
  readonly header: Span;
  /** null where the final frame is the only one */
  readonly regular: Span | null;
  readonly final: Span;
  readonly current: Span;
  /** where regular frames meet, as long as they can be told apart */
  readonly borders: readonly number[];
}

/** Narrower spans would not be seen. */
const narrowest = 4;
/** More borders than this would be one grey. */
const mostBorders = 120;

/** `current`: the frame that is looked at, from 1. */
export function frameStrip(map: FrameMap, current: number, width: number): FrameStrip {
  const scale = (offset: number) => (offset / map.messageLength) * width;
  const finalPlace = framePlace(map, map.count);
  const span = (from: number, to: number): Span => {
    const x = Math.min(scale(from), width - narrowest);
    return { x, width: Math.max(narrowest, scale(to) - x) };
  };
  const place = framePlace(map, current);
  return {
    header: span(0, map.bodyOffset),
    regular: map.count > 1 ? span(map.bodyOffset, finalPlace.offset) : null,
    final: span(finalPlace.offset, map.messageLength),
    current: span(place.offset, place.offset + place.length),
    borders:
      map.count - 1 > mostBorders
        ? []
        : Array.from({ length: map.count - 1 }, (_, index) => scale(framePlace(map, index + 2).offset)),
  };
}
