import { describe, expect, it } from 'vitest';
import { frameStrip } from './frame-strip.ts';

const map = { bodyOffset: 500, frameLength: 1000, count: 3, finalLength: 7, messageLength: 2611 };

describe('frameStrip()', () => {
  it('gives each part its share of the width', () => {
    const { header, regular, final, current, borders } = frameStrip(map, 2, 2611);
    expect(header).toEqual({ x: 0, width: 500 });
    expect(regular).toEqual({ x: 500, width: 2064 });
    expect(final).toEqual({ x: 2564, width: 47 });
    expect(current).toEqual({ x: 1532, width: 1032 });
    expect(borders).toEqual([1532, 2564]);
  });

  it('keeps the smallest parts visible, inside the strip, and draws no million borders', () => {
    const huge = { ...map, frameLength: 262_144, count: 4_194_305, finalLength: 0 };
    const messageLength = 500 + 4_194_304 * 262_176 + 40;
    const { header, final, borders, current } = frameStrip({ ...huge, messageLength }, 4_194_305, 1000);
    expect(header).toEqual({ x: 0, width: 4 });
    expect(final).toEqual({ x: 996, width: 4 });
    expect(current).toEqual({ x: 996, width: 4 });
    expect(borders).toEqual([]);
  });

  it('has no regular frames where the final one is all', () => {
    const one = { ...map, count: 1, messageLength: 547 };
    expect(frameStrip(one, 1, 1000)).toMatchObject({ regular: null, borders: [] });
  });
});
