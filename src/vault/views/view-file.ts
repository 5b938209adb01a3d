import { mediaTypeOf } from '../../bytes/media-type.ts';
import type { Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { createMemorySink } from '../../transfer/open/memory-sink.ts';
import { isResumableLayout, openFrames, type OpenableMessage } from '../../transfer/open/open-frames.ts';
import { openMessage, readHeld } from '../../transfer/open/open-message.ts';
import type { OpenPorts, OpenRequest } from '../../transfer/open/open-ports.ts';
import { createSeekable, type Seekable } from '../../transfer/open/seekable.ts';
import { nameOf } from '../list-files.ts';
import { playedWhole, viewLimit, type MediaType } from '../view-contract.ts';

type Ports = Pick<OpenPorts, 'store' | 'kms' | 'crew' | 'tuning'>;
type Request = Pick<OpenRequest, 'key' | 'identityId' | 'acceptMoved' | 'signal'>;

/** A file as it was opened to be looked at; `seekable` where it is to be read by range. */
type Opened =
  | { readonly kind: 'whole'; readonly file: File; readonly media: MediaType | null }
  | { readonly kind: 'ranged'; readonly seekable: Seekable; readonly media: MediaType };

/**
 * Opens a file to be looked at, kept nowhere but in memory. Sound and moving pictures are found by the first verified bytes, and long ones not read
 * further where `byRange` allows; everything else is verified to its last frame.
 * @throws AppError `file-too-large` beyond `viewLimit` for what must be whole, and as an opening does
 */
export async function viewFile(
  ports: Ports,
  request: Request & { readonly byRange: boolean },
): Promise<Opened> {
  const { key, signal, byRange } = request;
  const { found, openable } = await openMessage(ports, request);
  if (openable === null) {
    assertSmall(found.size);
    const plaintext = await readHeld(ports, request, found);
    return wholeOf(key, plaintext.length, [plaintext]);
  }
  const length = openable.layout.plaintextLength;
  if (!isResumableLayout(openable.frameLength)) {
    return wholeOf(key, length, openFrames(ports, openable, 1, signal));
  }
  const seekable = createSeekable(ports, openable);
  const beginning = await seekable.beginning(signal);
  const media = mediaTypeOf(beginning);
  if (media !== null && byRange && length > playedWhole) {
    await seekable.verifyEnd(signal);
    return { kind: 'ranged', seekable, media };
  }
  return wholeOf(key, length, goingOn(ports, openable, beginning, signal));
}

/** The beginning, and what follows it. */
async function* goingOn(
  ports: Ports,
  message: OpenableMessage,
  beginning: Bytes,
  signal: AbortSignal,
): AsyncGenerator<Bytes, void> {
  yield beginning;
  const { frameLength, layout } = message;
  const next = Math.ceil(beginning.length / frameLength) + 1;
  if (next <= layout.frameCount) yield* openFrames(ports, message, next, signal);
}

async function wholeOf(
  key: string,
  length: number,
  plaintext: AsyncIterable<Bytes> | Iterable<Bytes>,
): Promise<Opened> {
  assertSmall(length);
  const sink = createMemorySink(nameOf(key), length);
  let media: MediaType | null = null;
  let isFirst = true;
  for await (const piece of plaintext) {
    if (isFirst) media = mediaTypeOf(piece);
    isFirst = false;
    await sink.write(piece);
  }
  const file = await sink.commit();
  if (file === null) throw new AppError('internal', 'a file in memory was not handed over');
  return { kind: 'whole', file, media };
}

function assertSmall(size: number): void {
  if (size <= viewLimit) return;
  throw new AppError('file-too-large', 'too large to be looked at', { details: { size, limit: viewLimit } });
}
