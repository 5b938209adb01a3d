import { createContext, useContext } from 'react';
import { en, type Messages } from './en.ts';

export const MessagesContext = createContext<Messages>(en);

/** The sentences of the page in the person's language. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}
