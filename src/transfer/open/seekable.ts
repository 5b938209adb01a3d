import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { openingRun } from '../../crypto/open-run.ts';
import { AppError } from '../../errors.ts';
import type { Crew } from '../crew-port.ts';
import type { ObjectStore } from '../store-port.ts';
import { fetchRange, frameRange } from './body-ranges.ts';
import { inOrder } from './in-order.ts';
import type { OpenableMessage } from './open-frames.ts';

/** Bytes of plaintext that are fetched and opened at a time, whole frames: short enough that a jump answers soon. */
const pieceLength = 512 * 1024;
/** Pieces under way for one reader: what it has not asked for yet is fetched no further ahead. */
const ahead = 4;
/** Bytes of opened pieces that are kept: whoever jumps about comes back to the same places. */
const keptLength = 8 * 1024 * 1024;

/** A verified message whose plaintext is read from anywhere. Nothing of it is released but bytes of frames that verified. */
export interface Seekable {
  /** bytes of plaintext */
  readonly length: number;
  /** The first whole frames' plaintext: half a mebibyte or one frame, or all there is. */
  beginning(signal: AbortSignal): Promise<Bytes>;
  /**
   * Opens the final frame. A message that was cut or lengthened anywhere is refused by it, before anything is released.
   * @throws AppError as `read`
   */
  verifyEnd(signal: AbortSignal): Promise<void>;
  /**
   * The plaintext bytes `first` to `last`, inclusive, in order. What lies ahead is fetched only while the reader asks for more.
   * @throws AppError `frame-tampered`, `message-*`, `object-changed`, `store-*`, `internal` for bytes that are not there; the
   * signal's reason
   */
  read(first: number, last: number, signal: AbortSignal): AsyncGenerator<Bytes, void>;
}

export function createSeekable(
  { store, crew }: { readonly store: Pick<ObjectStore, 'read'>; readonly crew: Pick<Crew, 'openFrames'> },
  message: OpenableMessage,
): Seekable {
  const { key, found, verified, frameLength, layout } = message;
  const { plaintextLength: length } = layout;
  const framed = { headerLength: found.parsed.length, frameLength, layout };
  const framesEach = Math.max(1, Math.floor(pieceLength / frameLength));
  const lastPiece = Math.floor((layout.frameCount - 1) / framesEach);
  const kept = createKept();

  const open = async (piece: number, signal: AbortSignal): Promise<Bytes> => {
    const known = kept.take(piece);
    if (known !== null) return known;
    const range = frameRange(framed, piece * framesEach + 1, framesEach);
    const { start, size, etag } = found;
    const bytes =
      start.length === size
        ? start.slice(range.first, range.last + 1)
        : await fetchRange(store, range, { key, etag, signal });
    const { firstFrame, count, finalLength } = range;
    const run = openingRun(verified, { first: firstFrame, count, finalLength });
    const opened = concatBytes(...(await crew.openFrames({ run, bytes }, signal)));
    kept.put(piece, opened);
    return opened;
  };

  return {
    length,
    beginning: (signal) => open(0, signal),
    verifyEnd: async (signal) => void (await open(lastPiece, signal)),
    async *read(first, last, signal) {
      if (!(first >= 0 && first <= last && last < length)) {
        throw new AppError('internal', `bytes ${first} to ${last} of ${length}`);
      }
      const each = framesEach * frameLength;
      const pieces = range(Math.floor(first / each), Math.floor(last / each));
      for await (const { piece, bytes } of inOrder({
        items: pieces,
        ahead,
        signal,
        perform: async (one, ownSignal) => ({ piece: one, bytes: await open(one, ownSignal) }),
      })) {
        // A copy: what is kept must not go away with what is handed out.
        yield bytes.slice(Math.max(0, first - piece * each), last + 1 - piece * each);
      }
    },
  };
}

function* range(first: number, last: number): Generator<number, void> {
  for (let index = first; index <= last; index++) yield index;
}

/** Pieces used last, within `keptLength` bytes; the newest one in any case. */
function createKept(): { take(piece: number): Bytes | null; put(piece: number, bytes: Bytes): void } {
  const pieces = new Map<number, Bytes>();
  let total = 0;
  const drop = (piece: number): void => {
    total -= pieces.get(piece)?.length ?? 0;
    pieces.delete(piece);
  };
  const put = (piece: number, bytes: Bytes): void => {
    drop(piece);
    pieces.set(piece, bytes);
    total += bytes.length;
    for (const oldest of pieces.keys()) {
      if (total <= keptLength || oldest === piece) break;
      drop(oldest);
    }
  };
  return {
    put,
    take(piece) {
      const bytes = pieces.get(piece);
      if (bytes === undefined) return null;
      put(piece, bytes);
      return bytes;
    },
  };
}
