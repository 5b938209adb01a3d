import type { Bytes } from '../../../bytes/bytes.ts';
import { AppError, type ErrorCode } from '../../../errors.ts';
import { inOrder } from '../in-order.ts';
import { openFrames } from '../open-frames.ts';
import { openMessage, readHeld } from '../open-message.ts';
import type { OpenPorts } from '../open-ports.ts';
import type { ArchiveFile, ArchiveRequest } from './archive-request.ts';

/** Files whose headers are read and keys unwrapped ahead of their turn: small ones come with their content. */
const filesAhead = 8;

/** A file whose turn it is: its plaintext, each piece verified, or why it cannot be had. */
export type ReadyFile =
  | { readonly file: ArchiveFile; readonly plaintext: Iterable<Bytes> | AsyncIterable<Bytes> }
  | { readonly file: ArchiveFile; readonly error: AppError };

type FilePorts = Pick<OpenPorts, 'store' | 'kms' | 'crew' | 'tuning'>;

/**
 * Makes files ready in their order, several at once. A small file verified whole before it is yielded, and so did one that may not be released in
 * pieces; of others the header did.
 * @throws what has nothing to do with the file, such as the end of the session; the signal's reason
 */
export async function* readyFiles(
  ports: FilePorts,
  request: Pick<ArchiveRequest, 'identityId' | 'acceptMoved' | 'signal'>,
  files: readonly ArchiveFile[],
): AsyncGenerator<ReadyFile, void> {
  const { signal } = request;
  const perform = (file: ArchiveFile, ownSignal: AbortSignal): Promise<Prepared> =>
    orWhy(file, () => prepare(ports, { ...request, signal: ownSignal }, file), signal);
  for await (const prepared of inOrder({ items: files, ahead: filesAhead, signal, perform })) {
    if (!('hold' in prepared)) {
      yield prepared;
      continue;
    }
    const { file, hold } = prepared;
    yield await orWhy(file, async () => ({ file, plaintext: [await hold()] }), signal);
  }
}

type Prepared = ReadyFile | { readonly file: ArchiveFile; readonly hold: () => Promise<Bytes> };

async function prepare(
  ports: FilePorts,
  request: Pick<ArchiveRequest, 'identityId' | 'acceptMoved' | 'signal'>,
  file: ArchiveFile,
): Promise<Prepared> {
  const one = { ...request, key: file.key };
  const { found, openable } = await openMessage(ports, one);
  // Held whole only when its turn comes: one at a time.
  if (openable === null) return { file, hold: () => readHeld(ports, one, found) };
  const frames = openFrames(ports, openable, 1, request.signal);
  if (found.start.length < found.size) return { file, plaintext: frames };
  const plaintext: Bytes[] = [];
  for await (const piece of frames) plaintext.push(piece);
  return { file, plaintext };
}

/** Failures of the whole session, of the way to AWS or of this program, of which no file is to blame. */
const general: ReadonlySet<ErrorCode> = new Set([
  'session-expired',
  'offline',
  'service-unreachable',
  'throttled',
  'service-failed',
  'clock-wrong',
  'credentials-refused',
  'internal',
]);

async function orWhy<T>(
  file: ArchiveFile,
  make: () => Promise<T>,
  signal: AbortSignal,
): Promise<T | { readonly file: ArchiveFile; readonly error: AppError }> {
  try {
    return await make();
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = AppError.from(thrown);
    if (general.has(error.code)) throw error;
    return { file, error };
  }
}
