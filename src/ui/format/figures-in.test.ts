import { describe, expect, it } from 'vitest';
import { figuresIn } from './figures-in.ts';

describe('figuresIn()', () => {
  it('takes the form that belongs to the number, and writes the number as the language does', () => {
    const { plural } = figuresIn('de');
    const files = { one: '# Datei', other: '# Dateien' };
    expect([0, 1, 2, 12_345].map((count) => plural(count, files))).toEqual([
      '0 Dateien',
      '1 Datei',
      '2 Dateien',
      '12.345 Dateien',
    ]);
  });

  it('has all six forms of Arabic', () => {
    const { plural } = figuresIn('ar');
    const forms = { zero: 'z', one: 'o', two: 't', few: 'f #', many: 'm #', other: 'x #' };
    expect([0, 1, 2, 3, 10, 11, 99, 100, 101, 103].map((count) => plural(count, forms))).toEqual([
      'z',
      'o',
      't',
      'f 3',
      'f 10',
      'm 11',
      'm 99',
      'x 100',
      'x 101',
      'f 103',
    ]);
  });
});
