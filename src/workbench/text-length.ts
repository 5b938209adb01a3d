import { utf8Encode } from '../bytes/text.ts';

/** What KMS counts of a text: its bytes in UTF-8. */
export function utf8Length(text: string): number {
  return utf8Encode(text).length;
}
