import { describe, expect, it } from 'vitest';
import type { FieldPlace } from '../../../inspect/anatomy.ts';
import { byteByKey, byteRows, fieldAt } from './byte-rows.ts';

const field = (name: FieldPlace['field'], offset: number, length: number): FieldPlace => ({
  field: name,
  offset,
  length,
  index: null,
  value: null,
});

const fields = [
  field('version', 0, 1),
  field('suite', 1, 2),
  field('context-name', 3, 0),
  field('context-value', 3, 0),
  field('message-id', 3, 4),
];
const bytes = Uint8Array.of(2, 4, 0x78, 0x41, 0x7f, 0x20, 0xff, 9, 9);

describe('fieldAt()', () => {
  it('finds the field of each byte, passes empty ones by, and knows none after the last', () => {
    const found = [0, 1, 2, 3, 6, 7, 8].map((offset) => fieldAt(fields, offset));
    expect(found).toEqual([0, 1, 1, 4, 4, null, null]);
    expect(fieldAt([], 0)).toBeNull();
    expect(fieldAt(fields.slice(2, 4), 3)).toBeNull();
  });

  it('is quick among thousands', () => {
    const many = Array.from({ length: 60_000 }, (_, index) => field('wrapped-key', index * 3, 3));
    expect(fieldAt(many, 100_000)).toBe(33_333);
  });
});

describe('byteRows()', () => {
  it('cuts a window into rows and marks where fields begin', () => {
    const rows = byteRows({ bytes, fields }, { from: 0, to: 9, columns: 4 });
    expect(rows.map(({ offset, cells }) => [offset, cells.length])).toEqual([
      [0, 4],
      [4, 4],
      [8, 1],
    ]);
    expect(rows[0]?.cells).toEqual([
      { offset: 0, hex: '02', ascii: '.', field: 0, group: 'format', starts: true },
      { offset: 1, hex: '04', ascii: '.', field: 1, group: 'format', starts: true },
      { offset: 2, hex: '78', ascii: 'x', field: 1, group: 'format', starts: false },
      { offset: 3, hex: '41', ascii: 'A', field: 4, group: 'message-id', starts: true },
    ]);
    expect(rows[1]?.cells.map(({ ascii }) => ascii).join('')).toBe('. ..');
    expect(rows[2]?.cells[0]).toMatchObject({ field: null, group: null, starts: false });
  });
});

describe('byteByKey()', () => {
  const grid = { count: 100, columns: 16 };

  it('moves within the bytes there are', () => {
    expect(byteByKey('ArrowRight', 15, grid)).toBe(16);
    expect(byteByKey('ArrowLeft', 0, grid)).toBe(0);
    expect(byteByKey('ArrowDown', 90, grid)).toBe(99);
    expect(byteByKey('ArrowUp', 20, grid)).toBe(4);
    expect(byteByKey('Home', 20, grid)).toBe(16);
    expect(byteByKey('End', 98, grid)).toBe(99);
    expect(byteByKey('PageDown', 0, { count: 10_000, columns: 8 })).toBe(128);
    expect(byteByKey('a', 0, grid)).toBeNull();
  });
});
