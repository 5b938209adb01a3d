import type { Bytes } from '../bytes/bytes.ts';
import { readU16 } from '../bytes/integers.ts';
import { AppError } from '../errors.ts';
import { type Suite, suiteById } from './suites.ts';

export const ivLength = 12;
export const tagLength = 16;
export const commitmentLength = 32;
/** The second byte of format 1. */
export const typeByte = 0x80;

/** Where the parts of a header lie. */
export interface HeaderLayout {
  readonly suite: Suite;
  /** of the context's length */
  readonly contextOffset: number;
  /** of the count of encrypted data keys */
  readonly keysOffset: number;
  /** of the content type */
  readonly contentOffset: number;
  /** bytes of the whole header with its authentication */
  readonly length: number;
}

/**
 * Walks the lengths of a header. A number is how many bytes it takes to get further.
 * @throws AppError `message-not-ours`, `message-unsupported` or `message-malformed`, the last one also for a header that
 * must be longer than `limit`
 */
export function measureHeader(bytes: Bytes, limit: number): HeaderLayout | number {
  const measured = measure(bytes, limit);
  const length = typeof measured === 'number' ? measured : measured.length;
  if (length > limit) throw malformed(`longer than ${limit} bytes`);
  return measured;
}

function measure(bytes: Bytes, limit: number): HeaderLayout | number {
  const suite = readSuite(bytes);
  if (typeof suite === 'number') return suite;
  const contextOffset = suite.version === 1 ? 4 + 16 : 3 + 32;
  if (bytes.length < contextOffset + 2) return contextOffset + 2;
  const keysOffset = contextOffset + 2 + readU16(bytes, contextOffset);
  if (bytes.length < keysOffset + 2) return keysOffset + 2;
  const keyCount = readU16(bytes, keysOffset);
  if (keyCount === 0) throw malformed('no encrypted data key');
  let contentOffset = keysOffset + 2;
  for (let field = 0; field < keyCount * 3; field++) {
    if (bytes.length < contentOffset + 2) return contentOffset + 2;
    contentOffset += 2 + readU16(bytes, contentOffset);
    if (contentOffset > limit) return contentOffset;
  }
  const rest =
    suite.version === 1 ? 1 + 4 + 1 + 4 + ivLength + tagLength : 1 + 4 + commitmentLength + tagLength;
  const length = contentOffset + rest;
  if (bytes.length < length) return length;
  return { suite, contextOffset, keysOffset, contentOffset, length };
}

/** The suite, or how many bytes it takes to see it. */
function readSuite(bytes: Bytes): Suite | number {
  const [version, second] = bytes;
  if (version === undefined) return 1;
  if (version !== 1 && version !== 2) {
    const encoded = version === 0x41 && (second === 0x59 || second === 0x67);
    const why = encoded ? 'this looks like base64 of a message' : 'unknown version byte';
    throw new AppError('message-not-ours', why, { details: { version } });
  }
  if (version === 1 && second !== undefined && second !== typeByte) {
    throw new AppError('message-not-ours', 'unknown type byte', { details: { version, type: second } });
  }
  const suiteOffset = version === 1 ? 2 : 1;
  if (bytes.length < suiteOffset + 2) return suiteOffset + 2;
  const suiteId = readU16(bytes, suiteOffset);
  const suite = suiteById(suiteId);
  if (suite === null) {
    throw new AppError('message-unsupported', 'unknown algorithm suite', { details: { suite: suiteId } });
  }
  if (suite.version !== version) throw malformed(`format ${version} cannot carry suite ${suite.name}`);
  return suite;
}

/** The error for a header that breaks the format. */
export function malformed(why: string): AppError {
  return new AppError('message-malformed', `header: ${why}`);
}
