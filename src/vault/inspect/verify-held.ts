import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import type { VerifiedHeader } from '../../crypto/opener.ts';
import { type HeldBody, openHeldFrame, parseBody, verifyEnd } from '../../crypto/whole.ts';
import { AppError } from '../../errors.ts';
import { choosePlaces } from '../../inspect/choose-places.ts';
import { tagLength } from '../../message/header-layout.ts';
import { plainRanges } from '../../transfer/open/body-ranges.ts';
import { inOrder } from '../../transfer/open/in-order.ts';
import type { VerifyOrder, VerifyPorts } from './verify-ranged.ts';
import { random } from './random.ts';

/**
 * Verifies chosen frames of a signed or unframed message, which is held in memory for that; its signature and its end too where all are
 * chosen. Plaintexts are overwritten.
 * @throws AppError `message-too-large-to-hold` beyond `tuning.wholeMessageLimit`, `message-truncated` or `message-malformed` for a body
 * without an end, `internal` for a place the message has not; whatever the source throws; the signal's reason
 */
export async function verifyHeld(
  ports: VerifyPorts,
  verified: VerifiedHeader,
  { what, tally, signal }: VerifyOrder,
): Promise<void> {
  const { header } = verified.parsed;
  const message = await readWhole(ports, signal);
  const { frames, end } = parseBody(verified.parsed, message);
  const chosen = choosePlaces(what, frames.length, random);
  const places = chosen === 'all' ? frames.map((_, index) => index + 1) : chosen;
  if (places.length === 0) throw new AppError('internal', `no such frame of ${frames.length}`);
  tally.choose(places.length, plaintextLength(frames, places));
  for (const place of places) {
    signal.throwIfAborted();
    await verifyOne(verified, frames, place, tally);
  }
  if (what.kind !== 'all') return;
  try {
    await verifyEnd(header, message, end);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    tally.failed(null, thrown, 0);
  }
}

async function verifyOne(
  verified: VerifiedHeader,
  frames: HeldBody['frames'],
  place: number,
  tally: VerifyOrder['tally'],
): Promise<void> {
  const frame = frames[place - 1];
  if (frame === undefined) return;
  try {
    const plaintext = await openHeldFrame(verified, frame, place);
    plaintext.fill(0);
    tally.verified(1, plaintext.length);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    tally.failed(place, thrown, frame.sealed.length - tagLength);
  }
}

function plaintextLength(frames: HeldBody['frames'], places: readonly number[]): number {
  return places.reduce(
    (total, place) => total + (frames[place - 1]?.sealed.length ?? tagLength) - tagLength,
    0,
  );
}

async function readWhole({ source, tuning }: VerifyPorts, signal: AbortSignal): Promise<Bytes> {
  const { size } = source;
  const limit = tuning.wholeMessageLimit;
  if (size > limit) {
    throw new AppError('message-too-large-to-hold', 'a signed or unframed message is verified as a whole', {
      details: { size, limit },
    });
  }
  const pieces: Bytes[] = [];
  for await (const piece of inOrder({
    items: plainRanges(0, size, tuning.fetchLength),
    ahead: tuning.lookahead,
    signal,
    perform: ({ first, last }, own) => source.read(first, last, own),
  })) {
    pieces.push(piece);
  }
  return concatBytes(...pieces);
}
