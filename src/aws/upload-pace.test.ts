import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUploadPace } from './upload-pace.ts';

const mib = 1024 * 1024;

describe('createUploadPace()', () => {
  it('gives the most before there is a figure', () => {
    expect(createUploadPace(30_000).limit(8 * mib)).toBe(300_000);
  });

  it('gives six times what such a body took, within the bounds', () => {
    const pace = createUploadPace(30_000);
    pace.note(8 * mib, 10_000);
    expect(pace.limit(8 * mib)).toBe(60_000);
    expect(pace.limit(mib)).toBe(30_000);
    expect(pace.limit(64 * mib)).toBe(480_000);
    expect(pace.limit(0)).toBe(30_000);
  });

  it('gives a large body on a slow line the time it needs', () => {
    expect(createUploadPace(30_000).limit(512 * mib)).toBe(16_384_000);
  });

  it('gives more time after a request was cut', () => {
    const pace = createUploadPace(1000);
    for (let part = 0; part < 20; part++) pace.note(8 * mib, 100);
    const before = pace.limit(8 * mib);
    expect(before).toBe(1000);
    for (let part = 0; part < 3; part++) pace.note(8 * mib, pace.limit(8 * mib));
    expect(pace.limit(8 * mib)).toBeGreaterThan(3 * before);
  });

  it('learns nothing of the line from small bodies', () => {
    const pace = createUploadPace(30_000);
    pace.note(1024, 29_000);
    expect(pace.limit(8 * mib)).toBe(300_000);
  });

  it('keeps its bounds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2 ** 30), fc.integer({ min: 1, max: 1e7 })), { maxLength: 20 }),
        fc.nat(2 ** 32),
        (notes, bytes) => {
          const pace = createUploadPace(30_000);
          for (const [size, milliseconds] of notes) pace.note(size, milliseconds);
          const limit = pace.limit(bytes);
          expect(limit).toBeGreaterThanOrEqual(30_000);
          expect(limit).toBeLessThanOrEqual(Math.max(300_000, (bytes / 32_768) * 1000));
        },
      ),
    );
  });
});
