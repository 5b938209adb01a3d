import { describe, expect, it } from 'vitest';
import { askedRange } from './byte-range.ts';

describe('askedRange()', () => {
  it.each([
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=10-1000', { first: 10, last: 99 }],
    ['Bytes=99-', { first: 99, last: 99 }],
    ['bytes=-1', { first: 99, last: 99 }],
    ['bytes=-1000', { first: 0, last: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    [null, null],
    ['', null],
    ['bytes=-', null],
    ['bytes=20-10', null],
    ['bytes=0-1,5-6', null],
    ['bytes= 0-1', null],
    ['bytes=0x1-', null],
    ['bytes=-1-', null],
    ['items=0-1', null],
    ['bytes=99999999999999999999-', null],
  ] as const)('%s', (header, expected) => {
    expect(askedRange(header, 100)).toEqual(expected);
  });

  it('asks for nothing of nothing', () => {
    expect(askedRange('bytes=0-', 0)).toBe('unsatisfiable');
  });
});
