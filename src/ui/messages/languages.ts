/** The languages that the page speaks, each with a folder of messages here. */
export const languages = ['en', 'de', 'ja', 'ar'] as const;

export type Language = (typeof languages)[number];

/** Each in its own words, so that whoever needs it can find it. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  ja: '日本語',
  ar: 'العربية',
};

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/**
 * The language to speak: what was chosen here, else the first that the person's browser asks for, else English.
 * @param chosen as it was written down; null: nothing was
 * @param wished BCP 47 tags in the person's order, such as `navigator.languages`
 */
export function languageFor(chosen: string | null, wished: readonly string[]): Language {
  for (const tag of [chosen ?? '', ...wished]) {
    const primary = tag.toLowerCase().split('-')[0];
    const known = languages.find((language) => language === primary);
    if (known !== undefined) return known;
  }
  return 'en';
}
