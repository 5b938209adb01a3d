import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { hintGarbage } from '../../bytes/hint-garbage.ts';
import { openingRun } from '../../crypto/open-run.ts';
import { createBodyOpener, type VerifiedHeader } from '../../crypto/opener.ts';
import { frameOverhead, type FrameLayout } from '../../message/sizes.ts';
import type { Crew } from '../crew-port.ts';
import { createPacer, type Pacer } from '../pacer.ts';
import type { MessageStore } from '../store-port.ts';
import type { Tuning } from '../tuning.ts';
import { fetchRange, frameRanges, plainRanges, type FrameRange } from './body-ranges.ts';
import { inOrder } from './in-order.ts';
import type { FoundHeader } from './read-header.ts';

/** A framed, unsigned message whose header was verified. */
export interface OpenableMessage {
  readonly key: string;
  readonly found: FoundHeader;
  readonly verified: VerifiedHeader;
  readonly frameLength: number;
  readonly layout: FrameLayout;
}

/** Bytes of the longest frame that is fetched in one range. Longer ones, which others may write, are fetched in pieces. */
const longestRange = 16 * 1024 * 1024;
/** Plaintexts of one range that are written one by one; many small ones are joined first. */
const manyPieces = 64;

/**
 * The plaintext from `firstFrame` on, in order, each piece verified. It is whole only when the generator ended by itself.
 * @throws AppError `frame-tampered`, `message-*`, `object-changed`, `store-*`; the signal's reason
 */
export async function* openFrames(
  ports: { readonly store: MessageStore; readonly crew: Crew; readonly tuning: Tuning },
  message: OpenableMessage,
  firstFrame: number,
  signal: AbortSignal,
): AsyncGenerator<Bytes, void> {
  const { found, frameLength, layout } = message;
  if (frameLength + frameOverhead > longestRange) {
    yield* openPiecewise(ports, message, signal);
    return;
  }
  const headerLength = found.parsed.length;
  const { fetchLength, lookahead } = ports.tuning;
  const items = frameRanges({ headerLength, frameLength, layout, firstFrame, fetchLength });
  const requests = createPacer({ concurrency: lookahead, perSecond: Infinity, burst: 1 });
  const perform = (range: FrameRange, ownSignal: AbortSignal) =>
    openRange({ ...ports, requests }, message, range, ownSignal);
  // Twice as many are under way: while some are opened and written, all requests there may be are in flight.
  for await (const pieces of inOrder({ items, ahead: lookahead * 2, signal, perform })) {
    if (pieces.length > manyPieces) yield concatBytes(...pieces);
    else yield* pieces;
    hintGarbage(fetchLength);
  }
}

async function openRange(
  { store, crew, requests }: { readonly store: MessageStore; readonly crew: Crew; readonly requests: Pacer },
  { key, found, verified }: OpenableMessage,
  range: FrameRange,
  signal: AbortSignal,
): Promise<readonly Bytes[]> {
  const { start, size, etag } = found;
  const bytes =
    start.length === size
      ? start.slice(range.first, range.last + 1)
      : await requests.run(() => fetchRange(store, range, { key, etag, signal }), signal);
  const { firstFrame: first, count, finalLength } = range;
  return crew.openFrames({ run: openingRun(verified, { first, count, finalLength }), bytes }, signal);
}

async function* openPiecewise(
  { store, tuning }: { readonly store: MessageStore; readonly tuning: Tuning },
  { key, found, verified }: OpenableMessage,
  signal: AbortSignal,
): AsyncGenerator<Bytes, void> {
  const { parsed, size, etag } = found;
  const opener = createBodyOpener(verified);
  for await (const chunk of inOrder({
    items: plainRanges(parsed.length, size, tuning.fetchLength),
    ahead: tuning.lookahead,
    signal,
    perform: (range, ownSignal) => fetchRange(store, range, { key, etag, signal: ownSignal }),
  })) {
    yield* opener.push(chunk);
  }
  opener.finish();
}

/** Whether frames of this length are fetched whole, so that an opening can begin in the middle or go on there. */
export function isResumableLayout(frameLength: number): boolean {
  return frameLength + frameOverhead <= longestRange;
}
