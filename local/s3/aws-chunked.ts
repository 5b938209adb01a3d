import { createHash, createHmac, type Hash } from 'node:crypto';
import type { ChunkSeed } from '../access/contract.ts';
import { S3Error } from './s3-error.ts';

const headerLimit = 256;
const trailerLimit = 4096;
const smallestChunk = 8192;
const emptyHash = createHash('sha256').digest('hex');

export interface ChunkedOptions {
  /** the chunk signatures' seed; null when chunks are unsigned */
  readonly seed: ChunkSeed | null;
  /** whether trailing headers follow the last chunk */
  readonly trailer: boolean;
  /** receives the trailing headers once they stand and their signature is right */
  readonly onTrailers: (trailers: ReadonlyMap<string, string>) => void;
}

/**
 * Decodes `Content-Encoding: aws-chunked` and checks every chunk's signature as it passes (Amazon S3 API reference,
 * "Signature calculations: transferring payload in multiple chunks", with and without trailing headers).
 * Bytes are handed on before their chunk's signature is known: the receiver must not publish them unless this ends well.
 * @throws S3Error SignatureDoesNotMatch, InvalidChunkSizeError, IncompleteBody, MalformedTrailerError
 */
export async function* decodeAwsChunked(
  source: AsyncIterable<Buffer>,
  options: ChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = createReader(source);
  const signatures = options.seed === null ? null : createChain(options.seed);
  let lastSize: number | null = null;
  for (;;) {
    const { size, signature } = parseChunkHeader(
      await reader.line(headerLimit, 'IncompleteBody'),
      signatures !== null,
    );
    if (size > 0 && lastSize !== null && lastSize < smallestChunk) throw new S3Error('InvalidChunkSizeError');
    lastSize = size;
    const hash = signatures === null ? null : createHash('sha256');
    for (let left = size; left > 0;) {
      const bytes = await reader.some(left);
      hash?.update(bytes);
      left -= bytes.length;
      yield bytes;
    }
    if (hash !== null) signatures?.checkChunk(hash, signature);
    if (size === 0) break;
    await reader.lineEnd();
  }
  if (options.trailer) options.onTrailers(await readTrailers(reader, signatures));
  else if (!(await reader.ended())) await reader.lineEnd();
  if (!(await reader.ended())) throw new S3Error('IncompleteBody');
}

function parseChunkHeader(line: string, signed: boolean): { size: number; signature: string } {
  const match = /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/u.exec(line);
  if (match === null || signed !== (match[2] !== undefined)) throw new S3Error('IncompleteBody');
  return { size: parseInt(match[1] ?? '', 16), signature: match[2] ?? '' };
}

interface SignatureChain {
  checkChunk(hash: Hash, signature: string): void;
  checkTrailer(canonical: string, signature: string): void;
}

function createChain(seed: ChunkSeed): SignatureChain {
  let previous = seed.signature;
  const check = (algorithm: string, rest: readonly string[], signature: string): void => {
    const text = [algorithm, seed.timestamp, seed.scope, previous, ...rest].join('\n');
    const expected = createHmac('sha256', seed.signingKey).update(text).digest('hex');
    if (expected !== signature) throw new S3Error('SignatureDoesNotMatch');
    previous = signature;
  };
  return {
    checkChunk: (hash, signature) =>
      check('AWS4-HMAC-SHA256-PAYLOAD', [emptyHash, hash.digest('hex')], signature),
    checkTrailer: (canonical, signature) =>
      check('AWS4-HMAC-SHA256-TRAILER', [createHash('sha256').update(canonical).digest('hex')], signature),
  };
}

async function readTrailers(
  reader: Reader,
  signatures: SignatureChain | null,
): Promise<ReadonlyMap<string, string>> {
  const trailers = new Map<string, string>();
  let total = 0;
  let signature: string | null = null;
  for (;;) {
    if (await reader.ended()) break;
    const line = await reader.line(trailerLimit, 'MalformedTrailerError');
    if (line === '') break;
    total += line.length;
    const match = /^([A-Za-z0-9-]+):[ \t]*([\u0021-\u007e]*)[ \t]*$/u.exec(line);
    if (match === null || total > trailerLimit || signature !== null)
      throw new S3Error('MalformedTrailerError');
    const name = (match[1] ?? '').toLowerCase();
    if (name === 'x-amz-trailer-signature') signature = match[2] ?? '';
    else if (trailers.has(name)) throw new S3Error('MalformedTrailerError');
    else trailers.set(name, match[2] ?? '');
  }
  if (signatures === null) {
    if (signature !== null) throw new S3Error('MalformedTrailerError');
    return trailers;
  }
  if (signature === null) throw new S3Error('SignatureDoesNotMatch');
  signatures.checkTrailer([...trailers].map(([name, value]) => `${name}:${value}\n`).join(''), signature);
  return trailers;
}

interface Reader {
  /** One line without its end; CRLF, or LF alone as some trailers have it. */
  line(limit: number, failure: 'IncompleteBody' | 'MalformedTrailerError'): Promise<string>;
  lineEnd(): Promise<void>;
  /** At least one byte, at most so many. */
  some(most: number): Promise<Buffer>;
  ended(): Promise<boolean>;
}

function createReader(source: AsyncIterable<Buffer>): Reader {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const fill = async (): Promise<boolean> => {
    while (held.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return false;
      held = next.value;
    }
    return true;
  };
  const some = async (most: number): Promise<Buffer> => {
    if (!(await fill())) throw new S3Error('IncompleteBody');
    const bytes = held.subarray(0, most);
    held = held.subarray(bytes.length);
    return bytes;
  };
  const line: Reader['line'] = async (limit, failure) => {
    let text = '';
    for (;;) {
      if (!(await fill())) throw new S3Error(failure);
      const end = held.indexOf(0x0a);
      const bytes = await some(end === -1 ? held.length : end + 1);
      text += bytes.toString('latin1');
      if (text.length > limit) throw new S3Error(failure);
      if (end !== -1) return text.replace(/\r?\n$/u, '');
    }
  };
  return {
    line,
    some,
    lineEnd: async () => {
      if ((await line(2, 'IncompleteBody')) !== '') throw new S3Error('IncompleteBody');
    },
    ended: async () => !(await fill()),
  };
}
