import { describe, expect, it } from 'vitest';
import { isPictureToShrink, readAnswer } from './thumbnail-protocol.ts';

const made = (width: unknown, height: unknown, pixels: unknown) => ({
  thumbnail: 'made',
  width,
  height,
  pixels,
});
const rgba = (pixels: number) => new Uint8ClampedArray(pixels * 4);

describe('readAnswer()', () => {
  it('takes pixels that are exactly as many as the sizes say', () => {
    const pixels = Uint8ClampedArray.from({ length: 24 }, (_, index) => index);
    expect(readAnswer(made(3, 2, pixels))).toEqual({
      width: 3,
      height: 2,
      pixels: Uint8Array.from({ length: 24 }, (_, index) => index),
    });
    expect(readAnswer(made(96, 96, rgba(96 * 96)))).toMatchObject({ width: 96, height: 96 });
    expect(readAnswer({ thumbnail: 'ready' })).toBe('ready');
    expect(readAnswer({ thumbnail: 'failed' })).toBe('failed');
  });

  it.each([
    ['nothing', null],
    ['a text', 'ready'],
    ['another message', { viewer: 'ready' }],
    ['a word it has not', { thumbnail: 'shown' }],
    ['no sizes', { thumbnail: 'made', pixels: rgba(1) }],
    ['too few pixels', made(3, 2, rgba(5))],
    ['too many pixels', made(3, 2, rgba(7))],
    ['one byte too many', made(1, 1, new Uint8ClampedArray(5))],
    ['a side too long', made(97, 1, rgba(97))],
    ['a side of nothing', made(0, 5, rgba(0))],
    ['a negative side', made(-2, -2, rgba(4))],
    ['half a pixel', made(0.5, 2, rgba(1))],
    ['no number', made(Number.NaN, 1, rgba(1))],
    ['a number as text', made('1', 1, rgba(1))],
    ['an endless side', made(Infinity, 1, rgba(1))],
    ['pixels of another kind', made(1, 1, new Uint8Array(4))],
    ['wide pixels', made(1, 1, new Float64Array(4))],
    ['a list', made(1, 1, [1, 2, 3, 4])],
    ['a view into something larger', made(1, 1, new Uint8ClampedArray(new ArrayBuffer(1 << 20), 0, 4))],
    ['memory that the frame goes on writing to', made(1, 1, new Uint8ClampedArray(new SharedArrayBuffer(4)))],
  ])('refuses %s', (_, data) => {
    expect(readAnswer(data)).toBeNull();
  });
});

describe('isPictureToShrink()', () => {
  it('takes pictures of the types that are shown, and nothing else', () => {
    const bytes = new Uint8Array(3);
    expect(isPictureToShrink({ type: 'image/png', bytes })).toBe(true);
    expect(isPictureToShrink({ type: 'image/svg+xml', bytes })).toBe(false);
    expect(isPictureToShrink({ type: 'image/png', bytes: 'abc' })).toBe(false);
    expect(isPictureToShrink(null)).toBe(false);
  });
});
