import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { readU16, readU32, u16, u32 } from '../bytes/integers.ts';
import { utf8Decode, utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import { type EncryptionContext, parseContext, serializeContext } from './context.ts';
import {
  commitmentLength,
  type HeaderLayout,
  ivLength,
  malformed,
  measureHeader,
  tagLength,
  typeByte,
} from './header-layout.ts';
import type { Suite } from './suites.ts';

/** The header of a message (specification: data-format/message-header.md), both formats. */
export interface MessageHeader {
  readonly suite: Suite;
  /** 32 bytes; 16 in format 1 */
  readonly messageId: Bytes;
  readonly context: EncryptionContext;
  /** never empty */
  readonly edks: readonly EncryptedDataKey[];
  readonly content: ContentLayout;
  /** 32 bytes; null for suites without key commitment */
  readonly commitment: Bytes | null;
}

export type ContentLayout =
  | { readonly type: 'framed'; /** 1 .. 2^32-1 */ readonly frameLength: number }
  | { readonly type: 'unframed' };

export interface EncryptedDataKey {
  readonly providerId: string;
  readonly providerInfo: Bytes;
  readonly ciphertext: Bytes;
}

/** A header as it was read; nothing in it is verified. */
export interface ParsedHeader {
  readonly header: MessageHeader;
  /** the bytes the tag covers */
  readonly body: Bytes;
  /** 12 bytes: as serialized in format 1, zeros in format 2 */
  readonly iv: Bytes;
  /** 16 bytes */
  readonly tag: Bytes;
  /** bytes of the whole header with its authentication; the body of the message starts here */
  readonly length: number;
}

export type HeaderParse =
  | { readonly status: 'complete'; readonly parsed: ParsedHeader }
  /** `atLeast`: bytes from the start of the message needed to get further */
  | { readonly status: 'more'; readonly atLeast: number };

/**
 * Longer headers are refused as malformed. The format allows 12 GiB (65,535 keys of 192 KiB); 1 MiB is the longest
 * context with more than a thousand KMS or RSA-4096 keys, and little enough to hold for anybody's claim.
 */
export const maxHeaderLength = 1024 * 1024;

/**
 * Reads a header from the first bytes of a message. Returns `more` while it is cut short and nothing in it is wrong
 * yet. Allocates in proportion to the bytes given, never to a length they claim. The result holds copies.
 * @throws AppError `message-not-ours`, `message-unsupported`, `message-malformed` or `context-invalid`
 */
export function parseHeader(bytes: Bytes): HeaderParse {
  const layout = measureHeader(bytes, maxHeaderLength);
  if (typeof layout === 'number') return { status: 'more', atLeast: layout };
  return { status: 'complete', parsed: decode(bytes.slice(0, layout.length), layout) };
}

function decode(
  bytes: Bytes,
  { suite, contextOffset, keysOffset, contentOffset }: HeaderLayout,
): ParsedHeader {
  const version1 = suite.version === 1;
  const messageId = bytes.subarray(version1 ? 4 : 3, contextOffset);
  const context = parseContext(bytes.subarray(contextOffset + 2, keysOffset));
  const edks = decodeKeys(bytes.subarray(keysOffset, contentOffset));
  const tagOffset = bytes.length - tagLength;
  const frameLengthOffset = contentOffset + (version1 ? 6 : 1);
  if (version1 && readU32(bytes, contentOffset + 1) !== 0) throw malformed('the reserved bytes are not 0');
  if (version1 && bytes[contentOffset + 5] !== ivLength) throw malformed('the IV length is not 12');
  const content = decodeContent(bytes[contentOffset] ?? 0, readU32(bytes, frameLengthOffset));
  const bodyEnd = version1 ? tagOffset - ivLength : tagOffset;
  return {
    header: {
      suite,
      messageId,
      context,
      edks,
      content,
      commitment: version1 ? null : bytes.subarray(frameLengthOffset + 4, tagOffset),
    },
    body: bytes.subarray(0, bodyEnd),
    iv: version1 ? bytes.subarray(bodyEnd, tagOffset) : new Uint8Array(ivLength),
    tag: bytes.subarray(tagOffset),
    length: bytes.length,
  };
}

function decodeContent(type: number, frameLength: number): ContentLayout {
  if (type === 2) {
    if (frameLength === 0) throw malformed('framed, but a frame length of 0');
    return { type: 'framed', frameLength };
  }
  if (type !== 1) throw malformed(`content type ${type}`);
  if (frameLength !== 0) throw malformed('unframed, but with a frame length');
  return { type: 'unframed' };
}

/** `bytes` is the whole section; `measure` has checked that every length in it fits. */
function decodeKeys(bytes: Bytes): EncryptedDataKey[] {
  const edks: EncryptedDataKey[] = [];
  let offset = 2;
  const take = (): Bytes => {
    const end = offset + 2 + readU16(bytes, offset);
    const field = bytes.subarray(offset + 2, end);
    offset = end;
    return field;
  };
  while (offset < bytes.length) {
    const providerId = utf8Decode(take());
    if (providerId === null) throw malformed('a key provider id is not UTF-8');
    edks.push({ providerId, providerInfo: take(), ciphertext: take() });
  }
  return edks;
}

/**
 * The header's bytes without its authentication.
 * @throws AppError `context-invalid`, or `internal` where a field does not fit the format
 */
export function serializeHeader(header: MessageHeader): Bytes {
  const { suite, messageId, context, edks, content, commitment } = header;
  const version1 = suite.version === 1;
  assertLength('messageId', messageId, version1 ? 16 : 32);
  if (version1 !== (commitment === null)) throw misuse('format 2 carries a commitment, format 1 none');
  if (commitment !== null) assertLength('commitment', commitment, commitmentLength);
  if (edks.length === 0 || edks.length > 0xffff)
    throw misuse(`edks: expected 1 to 65535, received ${edks.length}`);
  const frameLength = content.type === 'framed' ? content.frameLength : 0;
  if (
    content.type === 'framed' &&
    !(Number.isInteger(frameLength) && frameLength > 0 && frameLength < 2 ** 32)
  ) {
    throw misuse(`frameLength: expected 1 to 2^32-1, received ${frameLength}`);
  }
  const serializedContext = serializeContext(context);
  const bytes = concatBytes(
    version1 ? Uint8Array.of(1, typeByte) : Uint8Array.of(2),
    u16(suite.id),
    messageId,
    u16(serializedContext.length),
    serializedContext,
    u16(edks.length),
    ...edks.flatMap((edk) => [utf8Encode(edk.providerId), edk.providerInfo, edk.ciphertext].flatMap(sized)),
    Uint8Array.of(content.type === 'framed' ? 2 : 1),
    version1 ? Uint8Array.of(0, 0, 0, 0, ivLength) : new Uint8Array(0),
    u32(frameLength),
    commitment ?? new Uint8Array(0),
  );
  if (bytes.length + (version1 ? ivLength : 0) + tagLength > maxHeaderLength)
    throw misuse(`a header of ${bytes.length} bytes`);
  return bytes;
}

function sized(field: Bytes): Bytes[] {
  if (field.length > 0xffff) throw misuse(`a key field of ${field.length} bytes, at most 65535 fit`);
  return [u16(field.length), field];
}

function assertLength(name: string, bytes: Bytes, expected: number): void {
  if (bytes.length !== expected)
    throw misuse(`${name}: expected ${expected} bytes, received ${bytes.length}`);
}

function misuse(why: string): AppError {
  return new AppError('internal', `header: ${why}`);
}
