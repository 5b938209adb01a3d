import { describe, expect, it } from 'vitest';
import type { Entry } from './entries.ts';
import { mayMoveInto } from './filing-plans.ts';

const folder = (path: string): Entry => {
  const name = path.split('/').at(-2) ?? '';
  return { kind: 'folder', id: path, name, folder: { path, name } };
};
const file: Entry = {
  kind: 'file',
  id: 'me/a/b.txt',
  name: 'b.txt',
  file: { key: 'me/a/b.txt', name: 'b.txt', storedSize: 1, etag: '', lastModified: null },
};

describe('mayMoveInto()', () => {
  it.each([
    ['a file into a folder beside it', [file], 'a/', 'a/c/', true],
    ['a file to the top', [file], 'a/', '', true],
    ['a file where it is', [file], 'a/', 'a/', false],
    ['nothing', [], 'a/', 'a/c/', false],
    ['a folder into another', [folder('a/c/')], 'a/', 'a/d/', true],
    ['a folder into one whose name begins as its own', [folder('a/c/')], 'a/', 'a/cc/', true],
    ['a folder into itself', [file, folder('a/c/')], 'a/', 'a/c/', false],
    ['a folder below itself', [folder('a/c/')], 'a/', 'a/c/e/', false],
  ] as const)('%s', (_what, entries, from, to, may) => {
    expect(mayMoveInto(entries, from, to)).toBe(may);
  });
});
