import { crc32 as crc32OfNode } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineCrc32 } from './crc32-combine.ts';
import { crc32Header, createCrc32 } from './crc32.ts';

/** Bit by bit, straight from the definition. */
function slowCrc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const check = new TextEncoder().encode('123456789');

describe('createCrc32()', () => {
  it('gives the published check value, in pieces too, and again after a reset', async () => {
    const crc = await createCrc32();
    crc.reset();
    crc.update(check);
    expect(crc.value()).toBe(0xcbf43926);
    crc.reset();
    crc.update(check.subarray(0, 4));
    crc.update(check.subarray(4));
    expect(crc.value()).toBe(0xcbf43926);
    expect(crc32Header(0xcbf43926)).toBe('y/Q5Jg==');
    crc.reset();
    expect(crc.value()).toBe(0);
  });

  it('reads only the view it is given', async () => {
    const crc = await createCrc32();
    const padded = new Uint8Array(32);
    padded.set(check, 7);
    crc.reset();
    crc.update(padded.subarray(7, 16));
    expect(crc.value()).toBe(0xcbf43926);
  });
});

describe('combineCrc32()', () => {
  it('joins any pieces, empty ones included', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), (pieces) => {
        const joined = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        const combined = pieces.reduce((crc, piece) => combineCrc32(crc, slowCrc32(piece), piece.length), 0);
        expect(combined).toBe(slowCrc32(joined));
      }),
    );
  });

  it('is exact for lengths beyond 32 bits of bits', () => {
    const zeros = (count: number): number => {
      const piece = new Uint8Array(1024 * 1024);
      let crc = 0;
      for (let done = 0; done < count; done++) crc = combineCrc32(crc, slowZeroMebibyte, piece.length);
      return crc;
    };
    const slowZeroMebibyte = slowCrc32(new Uint8Array(1024 * 1024));
    const length = 1024 * 1024 * 1024;
    const first = 0x12345678;
    expect(combineCrc32(first, zeros(1024), length)).toBe(
      combineCrc32(combineCrc32(first, zeros(512), length / 2), zeros(512), length / 2),
    );
    expect(combineCrc32(first, 0, 5 * 1024 ** 3)).toBe(
      [1, 2, 3, 4, 5].reduce((crc) => combineCrc32(crc, 0, 1024 ** 3), first),
    );
  });

  it.skipIf(typeof crc32OfNode !== 'function')('agrees with zlib', () => {
    const left = Uint8Array.from({ length: 70_001 }, (_, index) => index * 7);
    const right = Uint8Array.from({ length: 12_345 }, (_, index) => index * 31);
    const joined = Uint8Array.from([...left, ...right]);
    expect(combineCrc32(crc32OfNode(left), crc32OfNode(right), right.length)).toBe(crc32OfNode(joined));
  });
});
