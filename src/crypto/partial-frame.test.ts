import { describe, expect, it } from 'vitest';
import { createPartialFrame, maxHeldFrame } from './partial-frame.ts';

describe('createPartialFrame()', () => {
  it('refuses to hold more than its bound, before it makes room', () => {
    const held = createPartialFrame();
    held.append(Uint8Array.of(1));
    const rest = new Uint8Array(maxHeldFrame);
    expect(() => held.append(rest)).toThrow('a frame of at least');
    expect([held.length, [...held.view()]]).toEqual([1, [1]]);
  });

  it('keeps what was appended, in order, and forgets it when cleared', () => {
    const held = createPartialFrame();
    held.needed = 10_000;
    for (let index = 0; index < 100; index++) held.append(new Uint8Array(100).fill(index));
    expect([...held.view()]).toEqual(Array.from({ length: 10_000 }, (_, index) => Math.floor(index / 100)));
    held.clear();
    expect([held.length, held.needed]).toEqual([0, 0]);
  });
});
