import { createContext, useContext } from 'react';
import type { Messages } from './shape.ts';

export const MessagesContext = createContext<Messages | null>(null);

/** The sentences of the page in the person's language. */
export function useMessages(): Messages {
  const messages = useContext(MessagesContext);
  if (messages === null) throw new Error('no language is set here');
  return messages;
}
