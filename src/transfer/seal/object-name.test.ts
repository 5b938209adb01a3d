import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { numberedName, objectKey, objectName } from './object-name.ts';

function problemOf(act: () => unknown): unknown {
  try {
    act();
  } catch (thrown) {
    return thrown instanceof AppError && thrown.code === 'name-invalid' ? thrown.details['problem'] : thrown;
  }
  return 'accepted';
}

describe('objectName()', () => {
  it.each([
    ['', 'empty'],
    ['.', 'dots'],
    ['..', 'dots'],
    ['a/b', 'separator'],
    ['..\\secret', 'separator'],
    ['line\nbreak', 'control'],
    ['nul\u0000', 'control'],
    ['delete\u007f', 'control'],
    ['c1\u0085', 'control'],
    ['separator\u2028', 'control'],
    ['lone \ud800', 'not-text'],
  ])('refuses %j: %s', (name, problem) => {
    expect(problemOf(() => objectName(name))).toBe(problem);
  });

  it('keeps ordinary names and normalises them to NFC', () => {
    expect(objectName('re\u0301sume\u0301.pdf')).toBe('r\u00e9sum\u00e9.pdf');
    expect(objectName('...')).toBe('...');
    expect(objectName('<img src=x onerror=alert(1)>.png')).toBe('<img src=x onerror=alert(1)>.png');
  });

  it('never yields a name that adds a folder to the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        let stored: string;
        try {
          stored = objectName(name);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'name-invalid' });
          return;
        }
        expect(stored).not.toMatch(/[/\\\p{Cc}]/u);
        expect(objectKey('eu-central-1:x/', stored).split('/')).toHaveLength(2);
      }),
    );
  });
});

describe('objectKey()', () => {
  it('takes 1,024 bytes of UTF-8 and not one more', () => {
    expect(objectKey('id/', `${'é'.repeat(510)}a`)).toHaveLength(3 + 511);
    expect(problemOf(() => objectKey('id/', 'é'.repeat(511)))).toBe('too-long');
  });

  it('counts a copy number in', () => {
    expect(problemOf(() => objectKey('id/', 'a'.repeat(1021), 2))).toBe('too-long');
  });
});

describe('numberedName()', () => {
  it.each([
    ['report.pdf', 'report (2).pdf'],
    ['archive.tar.gz', 'archive.tar (2).gz'],
    ['README', 'README (2)'],
    ['.bashrc', '.bashrc (2)'],
    ['odd.', 'odd. (2)'],
  ])('%s becomes %s', (name, expected) => {
    expect(numberedName(name, 2)).toBe(expected);
    expect(numberedName(name, 1)).toBe(name);
  });
});
