/**
 * Characters that a name can lie with: controls, direction overrides and marks, zero-width and invisible ones, line
 * separators, language tags, private use, lone surrogates. Joiners are among them, for want of a reason to be there.
 */
const treacherous =
  /[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|\u034f|\u17b4|\u17b5/gu;

/** Emoji are joined by U+200D. Tested on one code point, as the letters are. */
const beforeJoinInEmoji = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)/u;
const afterJoinInEmoji = /^\p{Extended_Pictographic}/u;

/** Scripts whose spelling needs U+200C and U+200D between their letters and marks. */
const joiningLetter =
  /^(?:\p{sc=Arab}|\p{sc=Syrc}|\p{sc=Mong}|\p{sc=Deva}|\p{sc=Beng}|\p{sc=Guru}|\p{sc=Gujr}|\p{sc=Orya}|\p{sc=Taml}|\p{sc=Telu}|\p{sc=Knda}|\p{sc=Mlym}|\p{sc=Sinh}|\p{sc=Khmr})/u;

/** A name as text that shows what is in it: what cannot be seen, or would reorder the rest, is written out as `⟨U+202E⟩`. */
export function visibleName(name: string): string {
  return name.replace(treacherous, (character, offset: number) => {
    const before = Array.from(name.slice(Math.max(0, offset - 2), offset)).at(-1) ?? '';
    const after = name.slice(offset + character.length, offset + character.length + 2);
    if (isNeededJoiner(character, before, after)) return character;
    const code = character.codePointAt(0) ?? 0;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

function isNeededJoiner(character: string, before: string, after: string): boolean {
  if (character !== '\u200d' && character !== '\u200c') return false;
  if (joiningLetter.test(before) && joiningLetter.test(after)) return true;
  return character === '\u200d' && beforeJoinInEmoji.test(before) && afterJoinInEmoji.test(after);
}

/** Graphemes that are kept at the end of a shortened name: its extension, mostly. */
const tailLength = 20;

/** Takes the middle out of a long name, between whole graphemes. `limit`: graphemes, more than the tail. */
export function shortenedName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const graphemes = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)];
  if (graphemes.length <= limit) return name;
  const text = (from: number, to?: number) =>
    graphemes
      .slice(from, to)
      .map((grapheme) => grapheme.segment)
      .join('');
  return `${text(0, limit - tailLength - 1)}…${text(-tailLength)}`;
}
