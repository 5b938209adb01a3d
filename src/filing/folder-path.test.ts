import { describe, expect, it } from 'vitest';
import { doctorPrefix } from '../doctor/doctor-prefix.ts';
import { keptPrefix } from '../workbench/kept.ts';
import { folderName, parseFolderPath } from './folder-path.ts';

describe('parseFolderPath()', () => {
  it.each(['', 'a/', 'a/b/', 'عقود/é 1/', 'a/doctor/', 'key-bench 2/'])('takes %j', (path) => {
    expect(parseFolderPath(path)).toBe(path);
  });

  it('normalises names, as those of files', () => {
    expect(parseFolderPath('e\u0301/')).toBe('\u00e9/');
  });

  it.each(['a', '/', '//', 'a//b/', '../', './', 'a\u0000/', '\ud800/'])('refuses %j', (path) => {
    expect(() => parseFolderPath(path)).toThrow(expect.objectContaining({ code: 'name-invalid' }));
  });

  it('refuses the folders that the app keeps its own objects in, whatever they are called', () => {
    for (const key of [doctorPrefix('me'), keptPrefix('me', 'secrets')]) {
      const path = key.slice('me/'.length);
      expect(() => parseFolderPath(path)).toThrow(
        expect.objectContaining({ details: { problem: 'reserved' } }),
      );
    }
  });
});

describe('folderName()', () => {
  it('is the last of its names', () => {
    expect(['', 'a/', 'a/b c/'].map(folderName)).toEqual(['', 'a', 'b c']);
  });
});
