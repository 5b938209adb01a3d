import { describe, expect, it } from 'vitest';
import { sumStored } from './stored-sum.ts';

const isOurs = (key: string): boolean => key.startsWith('me/key-bench/');
const latest = { isLatest: true, isDeleteMarker: false };
const former = { isLatest: false, isDeleteMarker: false };

describe('sumStored()', () => {
  it('tells files, what the app keeps, and what only versions hold', () => {
    expect(
      sumStored(
        [
          { key: 'me/a', size: 10, ...latest },
          { key: 'me/a', size: 7, ...former },
          { key: 'me/b/c', size: 0, ...latest },
          { key: 'me/key-bench/secrets/s.json', size: 3, ...latest },
          { key: 'me/key-bench/secrets/s.json', size: 2, ...former },
        ],
        isOurs,
      ),
    ).toEqual({
      files: { count: 2, bytes: 10 },
      kept: { count: 1, bytes: 3 },
      former: { count: 2, bytes: 9 },
    });
  });

  it('counts no marker, of a folder or of a deletion', () => {
    const nothing = { count: 0, bytes: 0 };
    expect(
      sumStored(
        [
          { key: 'me/folder/', size: 0, ...latest },
          { key: 'me/folder/', size: 0, ...former },
          { key: 'me/gone', size: 0, isLatest: true, isDeleteMarker: true },
        ],
        isOurs,
      ),
    ).toEqual({ files: nothing, kept: nothing, former: nothing });
  });
});
