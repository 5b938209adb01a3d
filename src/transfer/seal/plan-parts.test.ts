import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxPartLength, maxParts, planParts, type UploadPlan } from './plan-parts.ts';

const frame = 256 * 1024;
const part = 8 * 1024 * 1024;
const header = 400;
const tib = 1024 ** 4;

function plan(plaintextLength: number, frameLength = frame): UploadPlan {
  return planParts({ headerLength: header, frameLength, plaintextLength, partLength: part });
}

function expectSound({ parts, messageLength }: UploadPlan, plaintextLength: number): void {
  expect(parts.length).toBeGreaterThanOrEqual(1);
  expect(parts.length).toBeLessThanOrEqual(maxParts);
  let plaintext = 0;
  let frames = 1;
  let stored = 0;
  for (const [index, each] of parts.entries()) {
    if (each.plaintextStart !== plaintext || each.firstFrame !== frames || each.partNumber !== index + 1) {
      throw new Error(`part ${index + 1} does not follow the one before`);
    }
    if (index < parts.length - 1 && each.length < 5 * 1024 ** 2) throw new Error('a part under 5 MiB');
    if (each.length > maxPartLength) throw new Error('a part over 5 GiB');
    plaintext = each.plaintextEnd;
    frames += each.frameCount;
    stored += each.length;
  }
  expect(plaintext).toBe(plaintextLength);
  expect(stored).toBe(messageLength);
}

describe('planParts()', () => {
  it.each([
    ['nothing', 0, 1],
    ['one byte', 1, 1],
    ['a frame less a byte', frame - 1, 1],
    ['a frame', frame, 1],
    ['a frame and a byte', frame + 1, 1],
    ['a part less a byte', part - 1, 1],
    ['a part', part, 1],
    ['a part and a byte', part + 1, 2],
    ['10,000 parts', 10_000 * part, 10_000],
    ['10,000 parts and a byte', 10_000 * part + 1, 9_697],
  ])('cuts %s', (_name, length, count) => {
    const result = plan(length);
    expectSound(result, length);
    expect(result.parts).toHaveLength(count);
    expect(result.kind).toBe(count === 1 ? 'single' : 'parts');
  });

  it('reaches 48.8 TiB within 10,000 parts of at most 5 GiB', () => {
    const length = Math.floor(48.8 * tib);
    const result = plan(length);
    expectSound(result, length);
    expect(result.parts.length).toBeGreaterThan(9_900);
  });

  it('refuses what no 10,000 parts hold', () => {
    const length = 10_000 * maxPartLength;
    expect(() => plan(length)).toThrowError(expect.objectContaining({ code: 'file-too-large' }));
  });

  it('gives the first part the header and the last one the final frame', () => {
    const [first, second] = plan(part + 1).parts;
    expect(first?.length).toBe(header + 32 * (frame + 32));
    expect(second?.length).toBe(40 + 1);
  });

  it('is sound for any length and frame length', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 45 }),
        fc.integer({ min: 4096, max: 2 ** 26 }),
        (plaintextLength, frameLength) => {
          fc.pre(plaintextLength / frameLength < 2 ** 32 - 1);
          expectSound(plan(plaintextLength, frameLength), plaintextLength);
        },
      ),
      { numRuns: 60 },
    );
  });
});
