import type { Bytes } from '../bytes/bytes.ts';
import { readU16, readU32 } from '../bytes/integers.ts';
import { utf8Decode } from '../bytes/text.ts';
import { commitmentLength, ivLength, tagLength, typeByte } from '../message/header-layout.ts';
import { suiteById } from '../message/suites.ts';
import type { Anatomy, FieldPlace, HeaderField } from './anatomy.ts';

/** Bytes shown of a header that has no end. */
const brokenLimit = 64 * 1024;
/** More than the longest context and a thousand keys need; a hostile header can have hundreds of thousands. */
const mostFields = 32_768;

type Value = string | null;

interface Cursor {
  readonly offset: number;
  /**
   * Takes the next field.
   * @returns its bytes, or null where it is cut or nothing may follow it
   */
  take(field: HeaderField, length: number, read?: (bytes: Bytes) => Value, index?: number): Bytes | null;
}

/**
 * The fields of the header that `bytes` begin with, as far as they can be read: until the header ends, the bytes end, or something
 * stands there that leaves open what follows. Never throws.
 * @param complete bytes of the whole header where it was read as one; null for one that is cut or broken
 */
export function readAnatomy(bytes: Bytes, complete: number | null): Anatomy {
  const readable = bytes.subarray(0, complete ?? brokenLimit);
  const fields: FieldPlace[] = [];
  walkHeader(createCursor(readable, fields), readable);
  const last = fields.at(-1);
  return { bytes: readable.slice(0, last === undefined ? 0 : last.offset + last.length), fields };
}

function createCursor(bytes: Bytes, fields: FieldPlace[]): Cursor {
  let offset = 0;
  return {
    get offset() {
      return offset;
    },
    take(field, length, read = () => null, index) {
      const found = bytes.subarray(offset, offset + length);
      const whole = found.length === length;
      if (found.length === 0 && !whole) return null;
      if (fields.length === mostFields) return null;
      fields.push({
        field,
        offset,
        length: found.length,
        index: index ?? null,
        value: whole ? read(found) : null,
      });
      offset += found.length;
      return whole ? found : null;
    },
  };
}

function walkHeader(cursor: Cursor, bytes: Bytes): void {
  const [version, type] = bytes;
  if (version !== 1 && version !== 2) return;
  if (version === 1 && type !== undefined && type !== typeByte) return;
  if (!cursor.take('version', 1, decimal8)) return;
  if (version === 1 && !cursor.take('type', 1, hexadecimal)) return;
  const suiteBytes = cursor.take('suite', 2, hexadecimal);
  if (suiteBytes === null || suiteById(readU16(suiteBytes, 0))?.version !== version) return;
  if (!cursor.take('message-id', version === 1 ? 16 : 32)) return;
  if (!walkContext(cursor) || !walkKeys(cursor)) return;
  if (!cursor.take('content-type', 1, decimal8)) return;
  if (version === 1) walkEnd1(cursor);
  else walkEnd2(cursor);
}

function walkEnd1(cursor: Cursor): void {
  if (!cursor.take('reserved', 4, decimal32)) return;
  if (!cursor.take('iv-length', 1, decimal8)) return;
  if (!cursor.take('frame-length', 4, decimal32)) return;
  if (!cursor.take('header-iv', ivLength)) return;
  cursor.take('header-tag', tagLength);
}

function walkEnd2(cursor: Cursor): void {
  if (!cursor.take('frame-length', 4, decimal32)) return;
  if (!cursor.take('commitment', commitmentLength)) return;
  cursor.take('header-tag', tagLength);
}

/** False where the header cannot be read on. */
function walkContext(cursor: Cursor): boolean {
  const claimed = cursor.take('context-length', 2, decimal16);
  if (claimed === null) return false;
  const length = readU16(claimed, 0);
  if (length === 0) return true;
  const end = cursor.offset + length;
  // Nothing of the context may reach beyond its own end.
  const within = (wanted: number): number => Math.min(wanted, end - cursor.offset);
  const count = length < 2 ? null : cursor.take('context-count', 2, decimal16);
  if (count === null) return false;
  for (let index = 0; index < readU16(count, 0); index++) {
    for (const part of ['context-name', 'context-value'] as const) {
      const sized = within(2) < 2 ? null : cursor.take(`${part}-length`, 2, decimal16, index);
      if (sized === null) return false;
      const wanted = readU16(sized, 0);
      const found = cursor.take(part, within(wanted), within(wanted) < wanted ? unread : utf8Decode, index);
      if (found?.length !== wanted) return false;
    }
  }
  return cursor.offset === end;
}

function walkKeys(cursor: Cursor): boolean {
  const count = cursor.take('key-count', 2, decimal16);
  if (count === null || readU16(count, 0) === 0) return false;
  for (let index = 0; index < readU16(count, 0); index++) {
    for (const part of ['provider-id', 'provider-info', 'wrapped-key'] as const) {
      const sized = cursor.take(`${part}-length`, 2, decimal16, index);
      if (sized === null) return false;
      const read = part === 'wrapped-key' ? unread : utf8Decode;
      if (cursor.take(part, readU16(sized, 0), read, index) === null) return false;
    }
  }
  return true;
}

const unread = (): Value => null;
const decimal8 = (bytes: Bytes): Value => String(bytes[0]);
const decimal16 = (bytes: Bytes): Value => String(readU16(bytes, 0));
const decimal32 = (bytes: Bytes): Value => String(readU32(bytes, 0));
const hexadecimal = (bytes: Bytes): Value =>
  `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
