import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import { maxHeaderLength, parseHeader, type ParsedHeader } from '../../message/header.ts';
import type { MessageSource } from './message-source.ts';

/** Failures of a message itself: shown by the panel. Others, such as a refused read, fail what was asked. */
const messageProblems: ReadonlySet<ErrorCode> = new Set([
  'message-not-ours',
  'message-unsupported',
  'message-malformed',
  'message-truncated',
  'context-invalid',
]);

export interface Beginning {
  /** the message's first bytes, its header among them where it could be read */
  readonly start: Bytes;
  readonly header: { readonly parsed: ParsedHeader } | { readonly problem: AppError };
}

/**
 * Reads a message's header, and little else. That it is none is an answer, not a failure.
 * @param firstRead bytes to read at first; more only when the header needs them
 * @throws AppError whatever the source throws
 */
export async function readBeginning(
  source: MessageSource,
  firstRead: number,
  signal: AbortSignal,
): Promise<Beginning> {
  let start: Bytes = new Uint8Array(0);
  const grow = async (end: number): Promise<void> => {
    if (end > start.length) {
      start = concatBytes(start, await source.read(start.length, end - 1, signal));
    }
  };
  await grow(Math.min(firstRead, source.size));
  for (;;) {
    const step = parseStart(start, source.size);
    if (typeof step !== 'number') return { start, header: step };
    // Fields come one by one; reading at least twice as much as before keeps the number of reads small.
    await grow(Math.min(source.size, Math.max(step, 2 * start.length), maxHeaderLength + 1));
  }
}

/** The header, what is wrong with it, or how many bytes it takes to get further. */
function parseStart(start: Bytes, size: number): Beginning['header'] | number {
  try {
    if (size === 0) throw new AppError('message-not-ours', 'there is not a single byte');
    const parse = parseHeader(start);
    if (parse.status === 'complete') return { parsed: parse.parsed };
    if (parse.atLeast > size) {
      throw new AppError('message-truncated', 'the message ends within its header', {
        details: { size, atLeast: parse.atLeast },
      });
    }
    if (parse.atLeast <= start.length) throw new AppError('message-malformed', 'the header has no end');
    return parse.atLeast;
  } catch (thrown) {
    if (thrown instanceof AppError && messageProblems.has(thrown.code)) return { problem: thrown };
    throw thrown;
  }
}
