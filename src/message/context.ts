import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { readU16, u16 } from '../bytes/integers.ts';
import { utf8Decode, utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';

/** The encryption context: public, authenticated facts about a message. */
export type EncryptionContext = ReadonlyMap<string, string>;

/** Keys that begin so belong to the format itself. */
const reservedPrefix = 'aws-crypto-';
/** Where a signed message keeps its verification key, base64 of a compressed curve point. */
export const publicKeyName = 'aws-crypto-public-key';
/** Bytes, serialized; what every implementation of the format accepts. */
const maxWrittenLength = 32_767;

/**
 * Serializes as the header and the keyrings need it: u16 count, then the pairs sorted by the keys' UTF-8 bytes
 * (specification: framework/structures.md, Serialization). An empty context is no bytes at all.
 * @throws AppError `context-invalid` for what does not fit or is not Unicode text
 */
export function serializeContext(context: EncryptionContext): Bytes {
  if (context.size === 0) return new Uint8Array(0);
  const entries = Array.from(context, ([key, value]) => ({ key: encodeText(key), value: encodeText(value) }));
  entries.sort((left, right) => compareBytes(left.key, right.key));
  if (entries.length > 0xffff) throw invalid(`${entries.length} pairs, at most 65535 fit`);
  const parts = entries.flatMap(({ key, value }) => [u16(key.length), key, u16(value.length), value]);
  const serialized = concatBytes(u16(entries.length), ...parts);
  if (serialized.length > 0xffff) throw invalid(`${serialized.length} bytes, at most 65535 fit a header`);
  return serialized;
}

/**
 * Reads a serialized context strictly: exact lengths, valid UTF-8, no key twice.
 *
 * The order of the pairs is not enforced: some official known answers are unsorted, official JavaScript clients wrote
 * locale order for years, and the header's tag covers the bytes as they stand. Empty keys and values are read, since the specification allows any
 * string; this app writes neither. No pairs at all must have been no bytes at all.
 * @throws AppError `context-invalid`
 */
export function parseContext(bytes: Bytes): EncryptionContext {
  const context = new Map<string, string>();
  if (bytes.length === 0) return context;
  if (bytes.length < 2) throw invalid('too short for its count');
  const count = readU16(bytes, 0);
  if (count === 0) throw invalid('a count of 0 must be left out');
  let offset = 2;
  const readText = (): string => {
    const end = offset + 2 <= bytes.length ? offset + 2 + readU16(bytes, offset) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) throw invalid('a pair ends after the context');
    const text = utf8Decode(bytes.subarray(offset + 2, end));
    if (text === null) throw invalid('not UTF-8');
    offset = end;
    return text;
  };
  for (let pair = 0; pair < count; pair++) {
    const key = readText();
    if (context.has(key)) throw invalid('a key appears twice');
    context.set(key, readText());
  }
  if (offset !== bytes.length) throw invalid('bytes left after the last pair');
  return context;
}

/**
 * What this app refuses to write.
 * @throws AppError `context-invalid` for a reserved prefix, an empty key or value, a lone surrogate, or more than
 * 32,767 bytes serialized
 */
export function assertContextWritable(context: EncryptionContext): void {
  for (const [key, value] of context) {
    if (key === '' || value === '') throw invalid('an empty key or value');
    if (key.startsWith(reservedPrefix)) throw invalid(`keys may not begin with ${reservedPrefix}`);
  }
  const { length } = serializeContext(context);
  if (length > maxWrittenLength) throw invalid(`${length} bytes, at most ${maxWrittenLength} are written`);
}

function encodeText(text: string): Bytes {
  if (hasLoneSurrogate(text)) throw invalid('a lone surrogate is not Unicode text');
  const bytes = utf8Encode(text);
  if (bytes.length > 0xffff) throw invalid(`a key or value of ${bytes.length} bytes, at most 65535 fit`);
  return bytes;
}

function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function invalid(why: string): AppError {
  return new AppError('context-invalid', `encryption context: ${why}`);
}
