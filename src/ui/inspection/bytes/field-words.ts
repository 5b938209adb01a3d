import type { Anatomy, FieldPlace } from '../../../inspect/anatomy.ts';
import type { Messages } from '../../messages/shape.ts';
import { excerpt, hexExcerpt } from '../excerpt.ts';

/** The name of a field, numbered where a header has several of its kind. */
export function fieldName({ field, index }: FieldPlace, text: Messages['inspection']['bytes']): string {
  const { name } = text.fields[field];
  return index === null ? name : text.nth(name, index + 1);
}

/** What a field says: its text or number, else its bytes as hex; at most so many characters or bytes of it. */
export function fieldValue(place: FieldPlace, { bytes }: Anatomy, limit: number): string {
  if (place.value !== null) return excerpt(place.value, limit);
  return hexExcerpt(bytes.subarray(place.offset, place.offset + place.length), limit);
}
