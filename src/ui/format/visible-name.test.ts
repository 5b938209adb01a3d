import { describe, expect, it } from 'vitest';
import { shortenedName, visibleName } from './visible-name.ts';

describe('visibleName()', () => {
  it.each([
    ['Protocol 14 (signed).pdf'],
    ['Überprüfung – März.pdf'],
    ['عقد الإيجار.pdf'],
    ['حوزه\u200cی علمی.txt'],
    ['श्\u200dर.txt'],
    ['\u{1f469}\u200d\u{1f469}\u200d\u{1f467}.jpg'],
    ['\u{1f44d}\u{1f3fd} ❤\ufe0f\u200d\u{1f525}.png'],
    ['  spaces   stay  .txt'],
    ['<b>markup</b>.html'],
  ])('leaves %j as it is', (name) => {
    expect(visibleName(name)).toBe(name);
  });

  it.each([
    ['invoice\u202efdp.exe', 'invoice⟨U+202E⟩fdp.exe'],
    ['\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
    ['a\tb\nc\u0000', 'a⟨U+0009⟩b⟨U+000A⟩c⟨U+0000⟩'],
    ['zero\u200bwidth\ufeff', 'zero⟨U+200B⟩width⟨U+FEFF⟩'],
    ['pay\u200dpal', 'pay⟨U+200D⟩pal'],
    ['pay\u200cpal', 'pay⟨U+200C⟩pal'],
    ['\u{1f469}\u200d', '\u{1f469}⟨U+200D⟩'],
    ['\u{e0041}tag', '⟨U+E0041⟩tag'],
    ['\ud800 alone', '⟨U+D800⟩ alone'],
    ['\u3164', '⟨U+3164⟩'],
  ])('writes out what hides in %j', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });

  it('changes nothing the second time', () => {
    const once = visibleName('a\u202eb\u200dc\u0007');
    expect(visibleName(once)).toBe(once);
  });
});

describe('shortenedName()', () => {
  it('keeps a name that fits', () => {
    expect(shortenedName('a'.repeat(96), 96)).toBe('a'.repeat(96));
  });

  it('keeps the beginning and the extension of a long one, at exactly the limit', () => {
    const short = shortenedName(`${'a'.repeat(200)}.pdf`, 40);
    expect(short).toBe(`${'a'.repeat(19)}…${'a'.repeat(16)}.pdf`);
    expect(short).toHaveLength(40);
  });

  it('cuts between graphemes', () => {
    const family = '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}';
    expect(shortenedName(family.repeat(40), 96)).toBe(family.repeat(40));
    expect(shortenedName(family.repeat(50), 30)).toBe(`${family.repeat(9)}…${family.repeat(20)}`);
  });
});
