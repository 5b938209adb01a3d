import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOpening } from './plan-opening.ts';
import { foldedName, isSafeName, safeName } from './safe-name.ts';

const at = (key: string, size = 5) => ({ key: `me/${key}`, size, lastModified: null, from: 3 });
const pathsOf = (keys: readonly string[], where: 'disk' | 'archive' = 'disk') =>
  planOpening(
    keys.map((key) => at(key)),
    where,
  ).files.map(({ path }) => path.join('/'));

describe('safeName()', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['.bashrc', '.bashrc'],
    ['契約書 🗝 é.pdf', '契約書 🗝 é.pdf'],
    ['', '_'],
    ['.', '_'],
    ['..', '__'],
    ['name.', 'name_'],
    ['name . ', 'name___'],
    ['..\\..\\boot.ini', '.._.._boot.ini'],
    ['a\u0000b\nc', 'a_b_c'],
    ['\u202egnp.exe', '_gnp.exe'],
    ['half \ud800.txt', 'half _.txt'],
    ['a:b*c?"<>|', 'a_b_c_____'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['LPT¹ .a', '_LPT¹ .a'],
    ['console.log', 'console.log'],
    ['run.lnk', 'run.lnk_'],
  ])('%j becomes %j', (name, expected) => {
    expect(safeName(name, 'disk')).toBe(expected);
  });

  it('leaves a shortcut as it is in an archive', () => {
    expect(safeName('run.lnk', 'archive')).toBe('run.lnk');
  });

  it('shortens what no file system takes, keeps the extension and whole characters', () => {
    const name = safeName(`${'漢'.repeat(200)}.docx`, 'disk');
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(236);
    expect(name).toMatch(/^漢+\.docx$/u);
  });
});

describe('planOpening()', () => {
  it('keeps the structure below what was chosen, and folders with nothing in them', () => {
    const plan = planOpening(
      [
        { key: 'me/deep/folder/', size: 0, lastModified: null, from: 8 },
        { key: 'me/deep/folder/a.txt', size: 3, lastModified: null, from: 8 },
        { key: 'me/deep/folder/none/', size: 0, lastModified: null, from: 8 },
        { key: 'me/deep/folder/none too/deeper/', size: 0, lastModified: null, from: 8 },
        { key: 'me/deep/b.txt', size: 4, lastModified: null, from: 8 },
      ],
      'disk',
    );
    expect(plan).toEqual({
      files: [
        { key: 'me/deep/folder/a.txt', size: 3, lastModified: null, path: ['folder', 'a.txt'] },
        { key: 'me/deep/b.txt', size: 4, lastModified: null, path: ['b.txt'] },
      ],
      emptyFolders: [
        ['folder', 'none'],
        ['folder', 'none too', 'deeper'],
      ],
      changed: [],
    });
  });

  it('numbers names that differ only in case, and says so', () => {
    const plan = planOpening([at('A.txt'), at('a.txt'), at('B/1'), at('b/1')], 'disk');
    expect(plan.files.map(({ path }) => path.join('/'))).toEqual(['A.txt', 'a (2).txt', 'B/1', 'b (2)/1']);
    expect(plan.changed).toEqual([
      { from: 'a.txt', to: 'a (2).txt' },
      { from: 'b', to: 'b (2)' },
    ]);
  });

  it('tells a file from a folder of the same name, and a number that is taken', () => {
    expect(pathsOf(['x', 'x/y', 'x (2)/z'])).toEqual(['x', 'x (2)/y', 'x (2) (2)/z']);
  });

  it('reports a folder once, however much is in it', () => {
    const plan = planOpening([at('../../etc/passwd'), at('../../etc/shadow')], 'disk');
    expect(plan.files.map(({ path }) => path.join('/'))).toEqual(['__/__/etc/passwd', '__/__/etc/shadow']);
    expect(plan.changed).toEqual([
      { from: '..', to: '__' },
      { from: '../..', to: '__/__' },
    ]);
  });

  it('gives every object, whatever its key, a safe place of its own', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'x'.repeat(300),
        `${'X'.repeat(300)}.txt`,
        '..',
        '.',
        '',
        'CON',
        'a',
        'A',
        'a.',
        'ﬁ',
        'fi',
        'ß',
        'ss',
        '\u202e',
        'x ',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const key = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 12 }), (keys) => {
        const paths = planOpening(
          keys.map((one) => at(one)),
          'disk',
        ).files.map(({ path }) => path);
        expect(paths).toHaveLength(keys.length);
        expect(new Set(paths.map((path) => foldedName(path.join('/')))).size).toBe(keys.length);
        expect(paths.flat().filter((part) => !isSafeName(part))).toEqual([]);
      }),
    );
  });
});
