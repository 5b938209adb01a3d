import { describe, expect, it } from 'vitest';
import { statedIntegrity, type PageText } from './stated-integrity.ts';

function pageWith(map: object | null): PageText {
  return {
    querySelector: (selector) =>
      map !== null && selector === 'script[type=importmap]' ? { textContent: JSON.stringify(map) } : null,
  };
}

describe('statedIntegrity()', () => {
  it('reads the hash of a script out of the import map', () => {
    const page = pageWith({ integrity: { '/a.js': 'sha384-a', '/b.js': 'sha384-b' } });
    expect(statedIntegrity('/b.js', page)).toBe('sha384-b');
  });

  it('states none where the page has no map, and one that nothing has where the map leaves the script out', () => {
    expect(statedIntegrity('/a.js', pageWith(null))).toBeNull();
    expect(statedIntegrity('/a.js', pageWith({ integrity: {} }))).toBe('not stated');
  });
});
