import { use } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import type { DoctorText } from '../messages/shape.ts';
import { words } from '../messages/words.ts';

/** The doctor's sentences in the person's language. They are apart from the page's own, so that they load with the doctor alone. */
export function useDoctorMessages(): DoctorText {
  const { locale } = useMessages();
  return use(words[locale].doctor());
}
