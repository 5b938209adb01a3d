import { describe, expect, it } from 'vitest';
import type { FrameMap } from './anatomy.ts';
import { frameAt, framePlace } from './frame-places.ts';

const map: FrameMap = {
  bodyOffset: 500,
  frameLength: 1000,
  count: 3,
  finalLength: 7,
  messageLength: 500 + 2 * 1032 + 47,
};

describe('framePlace()', () => {
  it('says where a regular frame and the final one lie, to the last byte of the message', () => {
    expect(framePlace(map, 2)).toEqual({
      place: 2,
      final: false,
      offset: 1532,
      length: 1032,
      plaintextLength: 1000,
      ciphertextOffset: 1548,
      tagOffset: 2548,
    });
    const last = framePlace(map, 3);
    expect(last).toMatchObject({
      final: true,
      offset: 2564,
      length: 47,
      ciphertextOffset: 2588,
      tagOffset: 2595,
    });
    expect(last.tagOffset + 16).toBe(map.messageLength);
  });

  it('is exact for the millionth frame of a terabyte', () => {
    const huge: FrameMap = {
      ...map,
      frameLength: 262_144,
      count: 4_194_305,
      finalLength: 0,
      messageLength: 0,
    };
    expect(framePlace(huge, 4_194_304).offset).toBe(500 + 4_194_303 * 262_176);
  });
});

describe('frameAt()', () => {
  it('finds the frame of a byte, and none in the header or after the end', () => {
    const found = [499, 500, 1531, 1532, 2563, 2564, 2610, 2611].map((offset) => frameAt(map, offset));
    expect(found).toEqual([null, 1, 1, 2, 2, 3, 3, null]);
  });
});
