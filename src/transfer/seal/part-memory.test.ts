import { describe, expect, it } from 'vitest';
import { createPartMemory } from './part-memory.ts';

const mib = 1024 * 1024;

describe('createPartMemory()', () => {
  it('gives the same piece again to parts of nearly the same length', () => {
    const memory = createPartMemory();
    const first = memory.take(8 * mib + 700);
    memory.give(new Uint8Array(first, 0, 8 * mib + 700));
    expect(memory.take(8 * mib + 1)).toBe(first);
  });

  it('never gives a piece to two', () => {
    const memory = createPartMemory();
    const first = memory.take(5);
    expect(memory.take(5)).not.toBe(first);
    memory.give(new Uint8Array(first, 0, 5));
    expect(memory.take(5)).toBe(first);
    expect(memory.take(5)).not.toBe(first);
  });

  it('gives no piece that is too short, and keeps none that was taken away', () => {
    const memory = createPartMemory();
    const short = memory.take(1);
    memory.give(new Uint8Array(short));
    expect(memory.take(mib + 1).byteLength).toBe(2 * mib);
    const lost = memory.take(3);
    const view = new Uint8Array(lost, 0, 3);
    structuredClone(lost, { transfer: [lost] });
    memory.give(view);
    expect(memory.take(3).byteLength).toBe(mib);
  });

  it('has nothing to do with Blobs', () => {
    const memory = createPartMemory();
    memory.give(new Blob(['abc']));
    expect(memory.take(3).byteLength).toBe(mib);
  });
});
