import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../../bytes/text.ts';
import { textLimit, whatShows } from './what-shows.ts';

const bytes = (...parts: (string | number)[]) =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === 'number' ? [part] : Array.from(part, (letter) => letter.charCodeAt(0)),
    ),
  );

describe('whatShows()', () => {
  it.each([
    ['image/png', bytes(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0)],
    ['image/jpeg', bytes(0xff, 0xd8, 0xff, 0xe0)],
    ['image/gif', bytes('GIF89a', 1, 0)],
    ['image/webp', bytes('RIFF', 1, 2, 3, 4, 'WEBPVP8 ')],
    ['image/avif', bytes(0, 0, 0, 28, 'ftypavif')],
  ])('knows %s by its first bytes', (type, start) => {
    expect(whatShows(start, null)?.shown).toMatchObject({ kind: 'image', type });
  });

  it('knows a PDF by its beginning and its end', () => {
    const pdf = bytes('%PDF-1.7\n', 0xe2, 0xe3, '\ntrailer\n%%EOF\n');
    expect(whatShows(pdf, null)?.shown).toEqual({ kind: 'pdf', bytes: pdf });
    expect(whatShows(pdf.slice(0, -6), null)).toBeNull();
  });

  it('leaves to the browser what was found to be sound or moving pictures', () => {
    const start = bytes('OggS', 0);
    expect(whatShows(start, 'audio/ogg')?.shown).toEqual({ kind: 'media', type: 'audio/ogg', bytes: start });
  });

  it.each([
    '',
    'plain\ttext\r\n',
    'Grüße, 世界 👩‍👩‍👧',
    '<!doctype html><script>alert(1)</script>',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    '%PDF-1.7 as far as it is text',
    '\u001B[31mred\u001B[0m',
  ])('takes text as text, markup too: %j', (text) => {
    expect(whatShows(utf8Encode(text), null)).toEqual({ shown: { kind: 'text', text }, isCut: false });
  });

  it.each([
    ['a zero byte', bytes('MZ', 0, 3)],
    ['no UTF-8', bytes('caf', 0xe9)],
    ['half of a signature', bytes(0x89, 'PNG')],
    ['a bell', bytes('ding', 7)],
  ])('does not show %s', (_, input) => {
    expect(whatShows(input, null)).toBeNull();
  });

  it('cuts a long text between two characters', () => {
    const text = 'é'.repeat(textLimit);
    const found = whatShows(utf8Encode(`a${text}`), null);
    expect(found?.isCut).toBe(true);
    if (found?.shown.kind !== 'text') throw new Error('no text');
    expect(found.shown.text).toBe(`a${'é'.repeat(textLimit / 2 - 1)}`);
  });
});
