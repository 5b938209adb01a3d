import { useLayoutEffect, type ReactElement } from 'react';
import { looks, type Look, type PreferencesStore } from '../state/preferences.ts';
import { languageNames, languages } from './messages/languages.ts';
import { useMessages } from './messages/messages-context.ts';
import { useStore } from './use-store.ts';

/** Language and look, at the foot of every screen. */
export function PageFooter({ preferences }: { readonly preferences: PreferencesStore }): ReactElement {
  const { choices: text, locale } = useMessages();
  const { look } = useStore(preferences);
  useLayoutEffect(() => setDocumentLook(look), [look]);
  return (
    <footer className="page-footer">
      <label>
        {text.language}
        <select value={locale} onChange={(event) => preferences.setLanguage(event.currentTarget.value)}>
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {languageNames[language]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {text.look}
        <select
          value={look}
          onChange={(event) => {
            const chosen = looks.find((one) => one === event.currentTarget.value);
            if (chosen !== undefined) preferences.setLook(chosen);
          }}
        >
          {looks.map((one) => (
            <option key={one} value={one}>
              {text.looks[one]}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}

/** The tokens in the style sheet follow the document's colour scheme, and the browser's own frame is told of it. */
export function setDocumentLook(look: Look): void {
  if (look === 'system') delete document.documentElement.dataset['look'];
  else document.documentElement.dataset['look'] = look;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const scheme = meta.dataset['scheme'] ?? '';
    if (look === 'system') meta.media = `(prefers-color-scheme: ${scheme})`;
    else meta.media = look === scheme ? 'all' : 'not all';
  }
}
