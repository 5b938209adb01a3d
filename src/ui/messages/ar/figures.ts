import { figuresIn } from '../../format/figures-in.ts';

export const { formatBytesExactly, formatCount, formatSize, plural } = figuresIn('ar');

/** A name or a technical string in a sentence: kept from changing the order of the words around it (Unicode FSI and PDI). */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

export const files = (count: number): string =>
  plural(count, {
    zero: 'لا ملفات',
    one: 'ملف واحد',
    two: 'ملفان',
    few: '# ملفات',
    many: '# ملفًا',
    other: '# ملف',
  });
