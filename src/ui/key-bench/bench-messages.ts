import { use } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import type { KeyBenchText } from '../messages/shape.ts';
import { words } from '../messages/words.ts';

/** The sentences of the key bench in the person's language. They are apart from the page's own, so that they load with the bench alone. */
export function useBenchMessages(): KeyBenchText {
  const { locale } = useMessages();
  return use(words[locale].keyBench());
}
