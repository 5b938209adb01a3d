import type { Anatomy, FieldPlace } from '../../../inspect/anatomy.ts';
import { groupOf, type FieldGroup } from './field-groups.ts';

/** One byte as it is shown. */
export interface ByteCell {
  /** from the start of the message */
  readonly offset: number;
  /** two hex digits */
  readonly hex: string;
  /** the character where it is printable ASCII, a dot otherwise */
  readonly ascii: string;
  /** of the field it belongs to; null where the header could not be read so far */
  readonly field: number | null;
  readonly group: FieldGroup | null;
  /** the first byte of its field */
  readonly starts: boolean;
}

export interface ByteRow {
  readonly offset: number;
  readonly cells: readonly ByteCell[];
}

/** The rows of a window of the bytes, `from` included, `to` not. `columns`: bytes a row. */
export function byteRows(
  { bytes, fields }: Anatomy,
  window: { readonly from: number; readonly to: number; readonly columns: number },
): readonly ByteRow[] {
  const rows: ByteRow[] = [];
  for (let offset = window.from; offset < window.to; offset += window.columns) {
    const end = Math.min(window.to, offset + window.columns);
    const cells: ByteCell[] = [];
    for (let at = offset; at < end; at++) cells.push(cellOf(bytes[at] ?? 0, at, fields));
    rows.push({ offset, cells });
  }
  return rows;
}

function cellOf(byte: number, offset: number, fields: readonly FieldPlace[]): ByteCell {
  const index = fieldAt(fields, offset);
  const field = index === null ? undefined : fields[index];
  return {
    offset,
    hex: byte.toString(16).padStart(2, '0'),
    ascii: byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.',
    field: index,
    group: field === undefined ? null : groupOf(field.field),
    starts: field?.offset === offset,
  };
}

/** The field that a byte belongs to, of fields in the order of their offsets; empty fields hold none. */
export function fieldAt(fields: readonly FieldPlace[], offset: number): number | null {
  let low = 0;
  let high = fields.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((fields[middle]?.offset ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const field = fields[index];
    if (field === undefined || (field.length > 0 && field.offset + field.length <= offset)) return null;
    if (field.length > 0) return index;
  }
  return null;
}

/** Where a key leads from a byte, in rows of `columns`; null for keys that lead nowhere. */
export function byteByKey(
  key: string,
  offset: number,
  { count, columns }: { readonly count: number; readonly columns: number },
): number | null {
  const rowStart = offset - (offset % columns);
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: offset + 1,
    ArrowLeft: offset - 1,
    ArrowDown: offset + columns,
    ArrowUp: offset - columns,
    Home: rowStart,
    End: rowStart + columns - 1,
    PageDown: offset + columns * 16,
    PageUp: offset - columns * 16,
  };
  const to = steps[key];
  return to === undefined || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}
