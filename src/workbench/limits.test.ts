import { describe, expect, it } from 'vitest';
import { isRsaSpec, modulusLength, oaepLimit } from './limits.ts';

describe('oaepLimit()', () => {
  it.each([
    ['RSA_2048', 'SHA-1', 214],
    ['RSA_2048', 'SHA-256', 190],
    ['RSA_3072', 'SHA-1', 342],
    ['RSA_3072', 'SHA-256', 318],
    ['RSA_4096', 'SHA-1', 470],
    ['RSA_4096', 'SHA-256', 446],
  ] as const)('%s with %s: %i bytes', (spec, hash, limit) => {
    expect(oaepLimit(spec, hash)).toBe(limit);
  });
});

describe('modulusLength()', () => {
  it('is in bytes', () => {
    expect(modulusLength('RSA_3072')).toBe(384);
  });
});

describe('isRsaSpec()', () => {
  it.each([
    ['RSA_4096', true],
    ['RSA_1024', false],
    ['SYMMETRIC_DEFAULT', false],
    ['toString', false],
  ])('%s: %s', (spec, expected) => {
    expect(isRsaSpec(spec)).toBe(expected);
  });
});
