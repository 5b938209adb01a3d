import { describe, expect, it } from 'vitest';
import type { StoredFile } from '../../state/files.ts';
import { arrange, findTyped, usualArrangement } from './entries.ts';

const file = (name: string, storedSize = 1, lastModified: string | null = null): StoredFile => ({
  key: `me/${name}`,
  name,
  storedSize,
  etag: 'e',
  lastModified,
});
const folder = (name: string) => ({ path: `${name}/`, name });
const names = (entries: ReturnType<typeof arrange>) => entries.map(({ name }) => name);

describe('arrange()', () => {
  it('puts folders first, and numbers in names in their order', () => {
    const files = [file('scan 10'), file('Scan 9'), file('äpfel'), file('zebra')];
    const entries = arrange([folder('zoo'), folder('attic')], files, usualArrangement, 'en');
    expect(names(entries)).toEqual(['attic', 'zoo', 'äpfel', 'Scan 9', 'scan 10', 'zebra']);
  });

  it('sorts by size and by date, the other way round too, and leaves folders by their names', () => {
    const files = [
      file('old', 5, '2031-01-01T00:00:00Z'),
      file('new', 3, '2031-02-01T00:00:00Z'),
      file('undated', 9),
    ];
    const by = (key: 'size' | 'date', descending: boolean) =>
      names(arrange([folder('b'), folder('a')], files, { by: key, descending, find: '' }, 'en'));
    expect(by('size', true)).toEqual(['a', 'b', 'undated', 'old', 'new']);
    expect(by('date', false)).toEqual(['a', 'b', 'undated', 'old', 'new']);
    expect(by('date', true)).toEqual(['a', 'b', 'new', 'old', 'undated']);
  });

  it('finds what names contain, whatever the case and however accents are encoded', () => {
    const files = [file('Caf\u00e9.txt'), file('tea.txt')];
    const found = arrange(
      [folder('cafe\u0301s')],
      files,
      { ...usualArrangement, find: ' CAFE\u0301 ' },
      'en',
    );
    expect(names(found)).toEqual(['cafe\u0301s', 'Caf\u00e9.txt']);
  });
});

describe('findTyped()', () => {
  const entries = arrange([], [file('alpha'), file('beta'), file('bravo')], usualArrangement, 'en');

  it('goes on from where it is, and around', () => {
    expect(findTyped(entries, 'B', 0, 'en')).toBe(1);
    expect(findTyped(entries, 'b', 2, 'en')).toBe(2);
    expect(findTyped(entries, 'a', 2, 'en')).toBe(0);
    expect(findTyped(entries, 'x', 0, 'en')).toBe(-1);
    expect(findTyped([], 'x', 0, 'en')).toBe(-1);
  });
});
