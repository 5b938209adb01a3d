import type { Language } from '../messages/languages.ts';
import { formatBytesExactly, formatCount, formatSize } from './quantities.ts';

/** The forms that nouns have beside numbers, by Unicode CLDR's plural rules for whole numbers. */
interface PluralForms {
  readonly en: 'one' | 'other';
  readonly de: 'one' | 'other';
  readonly ja: 'other';
  readonly ar: Intl.LDMLPluralRule;
}

export interface Figures<Spoken extends Language> {
  readonly formatCount: (count: number) => string;
  readonly formatSize: (bytes: number) => string;
  readonly formatBytesExactly: (bytes: number) => string;
  /** The form that belongs to `count`, a whole number, with the number in the place of its `#`. */
  readonly plural: (count: number, forms: Readonly<Record<PluralForms[Spoken], string>>) => string;
}

/** Numbers as a language's sentences need them. */
export function figuresIn<Spoken extends Language>(language: Spoken): Figures<Spoken> {
  const rules = new Intl.PluralRules(language);
  return {
    formatCount: (count) => formatCount(count, language),
    formatSize: (bytes) => formatSize(bytes, language),
    formatBytesExactly: (bytes) => formatBytesExactly(bytes, language),
    plural(count, forms) {
      const known: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms;
      const form = known[rules.select(count)] ?? known.other ?? '#';
      return form.replace('#', formatCount(count, language));
    },
  };
}
