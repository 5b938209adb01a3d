import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { maxHeaderLength, parseHeader, type ParsedHeader } from '../../message/header.ts';
import type { ObjectStore } from '../store-port.ts';

export interface FoundHeader {
  readonly parsed: ParsedHeader;
  /** the object's first bytes, all of it when it is small */
  readonly start: Bytes;
  /** bytes of the whole object */
  readonly size: number;
  readonly etag: string;
  /** what a move left beside it, unverified */
  readonly ticket: string | null;
}

/**
 * Reads a stored message's header, and little else.
 * @param firstRead bytes to ask for at first; more only when the header needs them
 * @throws AppError `message-not-ours`, `message-unsupported`, `message-malformed`, `message-truncated`, `context-invalid`,
 * `object-changed`, or whatever the store throws
 */
export async function readHeader(
  store: Pick<ObjectStore, 'read'>,
  request: {
    readonly key: string;
    readonly firstRead: number;
    readonly etag?: string;
    readonly signal: AbortSignal;
  },
): Promise<FoundHeader> {
  const { key, firstRead, signal } = request;
  const found = await store.read({ ...request, first: 0, last: firstRead - 1 });
  const { size, etag, ticket } = found;
  let start = found.bytes;
  assertLength(start, Math.min(firstRead, size));
  if (size === 0) throw new AppError('message-not-ours', 'the object is empty');
  for (;;) {
    const parse = parseHeader(start);
    if (parse.status === 'complete') return { parsed: parse.parsed, start, size, etag, ticket };
    if (parse.atLeast <= start.length) throw new AppError('message-malformed', 'the header has no end');
    if (parse.atLeast > size) {
      throw new AppError('message-truncated', 'the object ends within its header', {
        details: { size, atLeast: parse.atLeast },
      });
    }
    // Fields come one by one; reading at least twice as much as before keeps the number of requests small.
    const end = Math.min(size, Math.max(parse.atLeast, 2 * start.length), maxHeaderLength + 1);
    const more = await store.read({ key, first: start.length, last: end - 1, etag, signal });
    assertLength(more.bytes, end - start.length);
    start = concatBytes(start, more.bytes);
  }
}

/** @throws AppError `store-answer-invalid` when a read gave another number of bytes than the object must have there. */
export function assertLength(bytes: Bytes, expected: number): void {
  if (bytes.length === expected) return;
  throw new AppError('store-answer-invalid', 'the store answered with another number of bytes than asked', {
    details: { expected, received: bytes.length },
  });
}
