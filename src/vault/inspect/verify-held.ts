import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import type { VerifiedHeader } from '../../crypto/opener.ts';
import { maxHeldFrame } from '../../crypto/partial-frame.ts';
import { type HeldBody, openHeldFrame, parseBody, verifyEnd } from '../../crypto/whole.ts';
import { AppError } from '../../errors.ts';
import { choosePlaces } from '../../inspect/choose-places.ts';
import { type Frame, parseFrame } from '../../message/frames.ts';
import type { ParsedHeader } from '../../message/header.ts';
import { tagLength } from '../../message/header-layout.ts';
import { plainRanges } from '../../transfer/open/body-ranges.ts';
import { inOrder } from '../../transfer/open/in-order.ts';
import type { MessageSource } from './message-source.ts';
import { random } from './random.ts';
import { readFrames } from './read-frames.ts';
import type { VerifyOrder, VerifyPorts } from './verify-ranged.ts';

/**
 * Verifies chosen frames of a signed or unframed message. One is read by itself; otherwise the message is held in memory, and where all are
 * chosen its signature and its end are verified too. Plaintexts are overwritten.
 * @throws AppError `message-too-large-to-hold` beyond `tuning.wholeMessageLimit`, `message-truncated` or `message-malformed` for a body
 * without an end, `internal` for a place the message has not; whatever the source throws; the signal's reason
 */
export async function verifyHeld(
  ports: VerifyPorts,
  verified: VerifiedHeader,
  { what, tally, signal }: VerifyOrder,
): Promise<void> {
  const { header } = verified.parsed;
  if (what.kind === 'one') return verifyStanding(ports.source, verified, what.place, { tally, signal });
  const message = await readWhole(ports, signal);
  const { frames, end } = parseBody(verified.parsed, message);
  const chosen = choosePlaces(what, frames.length, random);
  const places = chosen === 'all' ? frames.map((_, index) => index + 1) : chosen;
  if (places.length === 0) throw new AppError('internal', `no such frame of ${frames.length}`);
  tally.choose(places.length, plaintextLength(frames, places));
  for (const place of places) {
    signal.throwIfAborted();
    const frame = frames[place - 1];
    if (frame !== undefined) await verifyOne(verified, frame, place, tally);
  }
  if (what.kind !== 'all') return;
  try {
    await verifyEnd(header, message, end);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    tally.failed(null, thrown, 0);
  }
}

/** The frame that stands where the one at `place` belongs; that it is the whole message's says only the signature. */
async function verifyStanding(
  source: MessageSource,
  verified: VerifiedHeader,
  place: number,
  { tally, signal }: Omit<VerifyOrder, 'what'>,
): Promise<void> {
  const { parsed } = verified;
  const [facts] = await readFrames(source, parsed, [place], signal);
  if (facts === undefined) return;
  if (facts.length > maxHeldFrame) throw tooLarge(facts.length, maxHeldFrame);
  tally.choose(1, facts.plaintextLength);
  const bytes = await source.read(facts.offset, facts.offset + facts.length - 1, signal);
  const frame = frameIn(parsed, bytes);
  if (frame !== undefined) await verifyOne(verified, frame, place, tally);
}

/** The one frame that lies in `bytes`. */
function frameIn(parsed: ParsedHeader, bytes: Bytes): Frame | undefined {
  const { content } = parsed.header;
  if (content.type === 'unframed') return parseBody({ ...parsed, length: 0 }, bytes).frames[0];
  const parse = parseFrame(bytes, 0, content.frameLength);
  return parse.status === 'complete' ? parse.frame : undefined;
}

async function verifyOne(
  verified: VerifiedHeader,
  frame: Frame,
  place: number,
  tally: VerifyOrder['tally'],
): Promise<void> {
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
  if (size > limit) throw tooLarge(size, limit);
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

function tooLarge(size: number, limit: number): AppError {
  return new AppError('message-too-large-to-hold', 'a signed or unframed message is verified as a whole', {
    details: { size, limit },
  });
}
