import {
  startTransition,
  useEffect,
  useLayoutEffect,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import { I18nProvider } from 'react-aria/I18nProvider';
import type { PreferencesStore } from '../state/preferences.ts';
import { directionOf, languageFor, type Language } from './messages/languages.ts';
import { MessagesContext } from './messages/messages-context.ts';
import type { Messages } from './messages/shape.ts';
import { words } from './messages/words.ts';
import { setDocumentLook } from './page-footer.tsx';
import { useStore } from './use-store.ts';

/** What the page needs before it can say anything. */
export interface Spoken {
  readonly preferences: PreferencesStore;
  /** those of the language that the person has now */
  readonly messages: Messages;
}

/** The messages of the language that was chosen or that the browser asks for; English ones where those cannot be had. */
export async function loadSpoken(preferences: PreferencesStore): Promise<Spoken> {
  setDocumentLook(preferences.get().look);
  const messages = await words[wanted(preferences.get().language)].page().catch(() => words.en.page());
  setDocumentLanguage(messages.locale);
  return { preferences, messages };
}

/** Gives the page its words, and others when another language is chosen; until those are there the former stay. */
export function InLanguage(props: { readonly spoken: Spoken; readonly children: ReactNode }): ReactElement {
  const { preferences } = props.spoken;
  const [messages, setMessages] = useState(props.spoken.messages);
  const language = wanted(useStore(preferences).language);
  useEffect(() => {
    let isWanted = true;
    const change = async (): Promise<void> => {
      const loaded = await words[language].page();
      if (isWanted) startTransition(() => setMessages(loaded));
    };
    change().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [language]);
  useLayoutEffect(() => setDocumentLanguage(messages.locale), [messages]);
  return (
    <I18nProvider locale={messages.locale}>
      <MessagesContext value={messages}>{props.children}</MessagesContext>
    </I18nProvider>
  );
}

const wanted = (chosen: string | null): Language => languageFor(chosen, navigator.languages);

function setDocumentLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}
