import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { u32 } from '../bytes/integers.ts';
import { hexEncode, utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import { bodyAad, frameIv, framePrefix, parseFrame, parseSingleBlock } from './frames.ts';

const iv = new Uint8Array(12).fill(3);

function frameBytes(sequence: number, final: boolean, length: number): Bytes {
  return concatBytes(framePrefix({ sequence, final, iv, length }), new Uint8Array(length + 16).fill(5));
}

/** The beginning of an unframed body that claims this length. */
function claim(high: number, low: number): Bytes {
  return concatBytes(iv, u32(high), u32(low));
}

describe('parseFrame()', () => {
  it('reads back what framePrefix() begins, at any offset, as views', () => {
    const sequences = fc.integer({ min: 0, max: 0xffff_fffe });
    fc.assert(
      fc.property(sequences, fc.boolean(), fc.nat(40), fc.nat(9), (sequence, final, length, offset) => {
        const bytes = concatBytes(
          new Uint8Array(offset),
          frameBytes(sequence, final, length),
          new Uint8Array(3),
        );
        const parse = parseFrame(bytes, offset, final ? 40 : length);
        if (parse.status !== 'complete') throw new Error('incomplete');
        expect(parse.frame).toEqual({ sequence, final, iv, sealed: new Uint8Array(length + 16).fill(5) });
        expect(parse.frame.sealed.buffer).toBe(bytes.buffer);
        expect(parse.end).toBe(bytes.length - 3);
      }),
    );
  });

  it.each([true, false])('asks for more at every cut (final: %s)', (final) => {
    const bytes = frameBytes(1, final, 10);
    for (let length = 0; length < bytes.length; length++) {
      const parse = parseFrame(bytes.subarray(0, length), 0, 10);
      if (parse.status !== 'more') throw new Error('complete');
      expect(parse.atLeast).toBeGreaterThan(length);
      expect(parse.atLeast).toBeLessThanOrEqual(bytes.length);
    }
  });

  it('refuses a final frame longer than the frame length, from its prefix on', () => {
    const prefix = framePrefix({ sequence: 1, final: true, iv, length: 11 });
    expect(() => parseFrame(prefix, 0, 10)).toThrow(AppError);
    expect(parseFrame(prefix, 0, 11)).toEqual({ status: 'more', atLeast: 24 + 11 + 16 });
  });

  it('can read the final frame with the last of all sequence numbers', () => {
    const parse = parseFrame(frameBytes(0xffff_ffff, true, 1), 0, 1);
    expect(parse.status === 'complete' && parse.frame.sequence).toBe(0xffff_ffff);
  });
});

describe('parseSingleBlock()', () => {
  const bytes = concatBytes(iv, u32(0), u32(10), new Uint8Array(26).fill(5));

  it('reads IV, length, ciphertext and tag', () => {
    const parse = parseSingleBlock(concatBytes(Uint8Array.of(1), bytes, Uint8Array.of(9)), 1);
    expect(parse).toEqual({
      status: 'complete',
      iv,
      sealed: new Uint8Array(26).fill(5),
      end: bytes.length + 1,
    });
  });

  it('asks for more at every cut', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(parseSingleBlock(bytes.subarray(0, length), 0).status).toBe('more');
    }
  });

  it('refuses lengths no AES-GCM call has, and waits for those it can have', () => {
    expect(() => parseSingleBlock(claim(0xffff_ffff, 0xffff_ffff), 0)).toThrow(AppError);
    expect(() => parseSingleBlock(claim(15, 0xffff_ffe1), 0)).toThrow(AppError);
    expect(parseSingleBlock(claim(15, 0xffff_ffe0), 0)).toEqual({
      status: 'more',
      atLeast: 2 ** 36 - 32 + 36,
    });
  });
});

describe('bodyAad()', () => {
  it('is message id, label, sequence number and length', () => {
    const messageId = Uint8Array.of(1, 2);
    const expected = [messageId, utf8Encode('AWSKMSEncryptionClient Frame'), u32(7), u32(1), u32(2)];
    expect(bodyAad(messageId, 'frame', 7, 2 ** 32 + 2)).toEqual(concatBytes(...expected));
  });
});

describe('frameIv()', () => {
  it('is the sequence number in twelve bytes', () => {
    expect(hexEncode(frameIv(0x0102_0304))).toBe('000000000000000001020304');
    expect(hexEncode(frameIv(0xffff_ffff))).toBe('0000000000000000ffffffff');
  });
});
