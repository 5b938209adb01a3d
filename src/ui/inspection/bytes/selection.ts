import type { FieldPlace } from '../../../inspect/anatomy.ts';
import { fieldAt } from './byte-rows.ts';

/** What of the header is looked at: a byte, and the field it belongs to. An empty field has no byte of its own. */
export interface ByteSelection {
  /** null after what could be read */
  readonly field: number | null;
  readonly offset: number;
}

export const firstByte: ByteSelection = { field: 0, offset: 0 };

export function selectField(fields: readonly FieldPlace[], field: number): ByteSelection {
  return { field, offset: fields[field]?.offset ?? 0 };
}

export function selectByte(fields: readonly FieldPlace[], offset: number): ByteSelection {
  return { field: fieldAt(fields, offset), offset };
}
