import { describe, expect, it } from 'vitest';
import { excerpt, hexExcerpt } from './excerpt.ts';

describe('excerpt()', () => {
  it('leaves what fits, and cuts between characters', () => {
    expect(excerpt('owner', 5)).toBe('owner');
    expect(excerpt('owners', 5)).toBe('owner…');
    expect(excerpt('🗝🗝🗝', 2)).toBe('🗝🗝…');
    expect(excerpt('a\u202eb', 10)).toBe('a⟨U+202E⟩b');
  });
});

describe('hexExcerpt()', () => {
  it('shows no more bytes than asked', () => {
    expect(hexExcerpt(Uint8Array.of(0, 255), 2)).toBe('00ff');
    expect(hexExcerpt(Uint8Array.of(0, 255, 1), 2)).toBe('00ff…');
  });
});
