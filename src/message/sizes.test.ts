import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultFrameLength,
  frameCountOf,
  frameLayoutOf,
  frameOffsetOf,
  maxFrameCount,
  messageLengthOf,
  plaintextLengthOf,
} from './sizes.ts';

const headerLength = 500;

describe('the sizes of a message', () => {
  it.each([
    [0, 1, 40],
    [1, 1, 41],
    [99, 1, 139],
    [100, 1, 140],
    [101, 2, 173],
    [200, 2, 272],
    [350, 4, 350 + 96 + 40],
  ])('%i bytes in frames of 100 are %i frames and %i bytes of body', (plaintextLength, frames, body) => {
    expect(frameCountOf(plaintextLength, 100)).toBe(frames);
    const messageLength = messageLengthOf({ headerLength, frameLength: 100, plaintextLength });
    expect(messageLength).toBe(headerLength + body);
    expect(plaintextLengthOf({ headerLength, frameLength: 100, messageLength })).toBe(plaintextLength);
  });

  it('have no other inverse: every length is a message of one layout, or of none', () => {
    const frameLength = 5;
    const known = new Map<number, number>();
    for (let regular = 0; regular < 6; regular++) {
      for (let last = 0; last <= frameLength; last++) {
        const messageLength = headerLength + regular * (frameLength + 32) + 40 + last;
        expect(known.has(messageLength)).toBe(false);
        known.set(messageLength, regular * frameLength + last);
      }
    }
    for (let messageLength = 0; messageLength < headerLength + 6 * (frameLength + 32) + 40; messageLength++) {
      expect(plaintextLengthOf({ headerLength, frameLength, messageLength })).toBe(
        known.get(messageLength) ?? null,
      );
    }
  });

  it('count an extra empty final frame', () => {
    const messageLength = headerLength + 2 * 132 + 40;
    const layout = { frameCount: 3, finalLength: 0, plaintextLength: 200 };
    expect(frameLayoutOf({ headerLength, frameLength: 100, messageLength })).toEqual(layout);
  });

  it('invert each other up to the longest object S3 stores, exactly', () => {
    const longest = Math.floor(48.8 * 2 ** 40);
    const plan = fc
      .record({ plaintextLength: fc.maxSafeNat(), frameLength: fc.integer({ min: 1, max: 0xffff_ffff }) })
      .map(({ plaintextLength, frameLength }) => ({
        plaintextLength: plaintextLength % longest,
        frameLength,
      }))
      .filter(({ plaintextLength, frameLength }) => plaintextLength / frameLength < maxFrameCount - 1);
    fc.assert(
      fc.property(plan, ({ plaintextLength, frameLength }) => {
        const messageLength = messageLengthOf({ headerLength, frameLength, plaintextLength });
        expect(plaintextLengthOf({ headerLength, frameLength, messageLength })).toBe(plaintextLength);
        const frames = frameCountOf(plaintextLength, frameLength);
        const exact = (BigInt(plaintextLength) + BigInt(frameLength) - 1n) / BigInt(frameLength);
        expect(BigInt(frames)).toBe(exact > 0n ? exact : 1n);
        const body = BigInt(plaintextLength) + 32n * BigInt(frames - 1) + 40n;
        expect(BigInt(messageLength)).toBe(BigInt(headerLength) + body);
        const lastOffset = frameOffsetOf({ headerLength, frameLength, sequence: frames });
        expect(BigInt(lastOffset)).toBe(BigInt(headerLength) + BigInt(frames - 1) * BigInt(frameLength + 32));
        expect(messageLength - lastOffset).toBeLessThanOrEqual(frameLength + 40);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuse more frames than there are sequence numbers', () => {
    const most = headerLength + (maxFrameCount - 1) * 33 + 40 + 1;
    expect(plaintextLengthOf({ headerLength, frameLength: 1, messageLength: most })).toBe(maxFrameCount);
    expect(plaintextLengthOf({ headerLength, frameLength: 1, messageLength: most + 32 })).toBeNull();
  });

  it('start the first frame after the header', () => {
    expect(frameOffsetOf({ headerLength, frameLength: defaultFrameLength, sequence: 1 })).toBe(headerLength);
    expect(frameOffsetOf({ headerLength, frameLength: 100, sequence: 3 })).toBe(headerLength + 264);
  });
});
