import { describe, expect, it } from 'vitest';
import { readU16, readU32, readU64, u16, u32 } from './integers.ts';

describe('big-endian integers', () => {
  it.each([0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff])('read back as 16 bits: %i', (value) => {
    expect(readU16(u16(value), 0)).toBe(value);
  });

  it.each([0, 1, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff])('read back as 32 bits: %i', (value) => {
    expect(readU32(u32(value), 0)).toBe(value);
  });

  it('read inside a view, at its offset', () => {
    const view = Uint8Array.of(9, 9, 1, 2, 3, 4, 5, 6, 7, 8).subarray(2);
    expect(readU16(view, 0)).toBe(0x0102);
    expect(readU32(view, 4)).toBe(0x0506_0708);
  });

  it('read 64 bits as long as a double holds them', () => {
    expect(readU64(Uint8Array.of(0, 0x1f, 255, 255, 255, 255, 255, 255), 0)).toBe(Number.MAX_SAFE_INTEGER);
    expect(readU64(Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0), 0)).toBe(Number.POSITIVE_INFINITY);
    expect(readU64(new Uint8Array(8).fill(255), 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('throw where they do not fit or are not there', () => {
    for (const value of [-1, 0.5, Number.NaN, 0x1_0000]) expect(() => u16(value)).toThrow(RangeError);
    for (const value of [-1, 0.5, Number.NaN, 2 ** 32]) expect(() => u32(value)).toThrow(RangeError);
    expect(() => readU16(new Uint8Array(4).subarray(0, 1), 0)).toThrow(RangeError);
  });
});
