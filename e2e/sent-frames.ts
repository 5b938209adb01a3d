import { createHash } from 'node:crypto';
import { parseFrame } from '../src/message/frames.ts';
import { parseHeader } from '../src/message/header.ts';
import type { RecordedBody } from './recording-proxy.ts';

/** All whole frames that left the browser under one multipart upload, and so under one data key. */
export interface SentFrames {
  /** hex; a key is derived from it, so another one means another key */
  readonly messageId: string;
  /** sequence number -> digests of the ciphertexts sent under it; more than one means that a nonce was used twice */
  readonly ciphertexts: ReadonlyMap<number, ReadonlySet<string>>;
}

/** By upload id. @throws Error when the first part of an upload was not sent whole, or its parts are not what they should be */
export function readSentFrames(bodies: readonly RecordedBody[]): ReadonlyMap<string, SentFrames> {
  const parts = bodies.filter(({ method, url }) => method === 'PUT' && url.searchParams.has('partNumber'));
  const uploads = new Set(parts.map(uploadOf));
  return new Map(
    Array.from(uploads, (upload) => [upload, framesOf(parts.filter((part) => uploadOf(part) === upload))]),
  );
}

const uploadOf = ({ url }: RecordedBody): string => url.searchParams.get('uploadId') ?? '';
const isFirst = ({ url }: RecordedBody): boolean => url.searchParams.get('partNumber') === '1';

function framesOf(parts: readonly RecordedBody[]): SentFrames {
  const first = parts.find(isFirst)?.bytes() ?? Buffer.alloc(0);
  const parsed = parseHeader(new Uint8Array(first));
  if (parsed.status !== 'complete') throw new Error('the first part holds no whole header');
  const { header, length } = parsed.parsed;
  if (header.content.type !== 'framed') throw new Error('the message has no frames');
  const ciphertexts = new Map<number, Set<string>>();
  for (const part of parts) {
    const bytes = new Uint8Array(part.bytes());
    let at = isFirst(part) ? length : 0;
    for (;;) {
      const read = parseFrame(bytes, at, header.content.frameLength);
      if (read.status === 'more') break;
      const { sequence, sealed } = read.frame;
      const digests = ciphertexts.get(sequence) ?? new Set();
      ciphertexts.set(sequence, digests.add(createHash('sha256').update(sealed).digest('hex')));
      at = read.end;
    }
  }
  return { messageId: Buffer.from(header.messageId).toString('hex'), ciphertexts };
}
