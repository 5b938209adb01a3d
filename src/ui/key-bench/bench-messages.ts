import { createContext, useContext } from 'react';
import { keyBenchText, type KeyBenchText } from '../messages/key-bench.ts';

/** Apart from the page's own messages, so that they load with the bench alone. */
const BenchMessagesContext = createContext<KeyBenchText>(keyBenchText);

/** The sentences of the key bench in the person's language. */
export function useBenchMessages(): KeyBenchText {
  return useContext(BenchMessagesContext);
}
