import type { Bytes } from '../../bytes/bytes.ts';
import { type FrameRun, runPlaintextLength, runStoredLength, subRun } from '../../crypto/frame-run.ts';
import { openingRun } from '../../crypto/open-run.ts';
import { releasableFrameLength, type VerifiedHeader } from '../../crypto/opener.ts';
import { maxHeldFrame } from '../../crypto/partial-frame.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { FrameChoice } from '../../inspect/chain.ts';
import { choosePlaces } from '../../inspect/choose-places.ts';
import { frameLayoutOf, frameOffsetOf, frameOverhead } from '../../message/sizes.ts';
import type { Crew } from '../../transfer/crew-port.ts';
import { inOrder } from '../../transfer/open/in-order.ts';
import { createPacer, type Pacer } from '../../transfer/pacer.ts';
import type { Tuning } from '../../transfer/tuning.ts';
import type { MessageSource } from './message-source.ts';
import { random } from './random.ts';
import type { Tally } from './tally.ts';

/** What opening a frame can find wrong with it. */
const frameProblems: ReadonlySet<ErrorCode> = new Set([
  'frame-tampered',
  'message-out-of-order',
  'message-malformed',
  'message-truncated',
  'message-trailing-bytes',
]);

/** Bytes read ahead at most, unless a single frame is longer. */
const readBudget = 32 * 1024 * 1024;

/** What a verification reads from and works with. */
export interface VerifyPorts {
  readonly source: MessageSource;
  readonly crew: Crew;
  readonly tuning: Tuning;
}

/** What to verify, and who counts it. */
export interface VerifyOrder {
  readonly what: FrameChoice;
  readonly tally: Tally;
  readonly signal: AbortSignal;
}

/** What became of one run of frames. */
interface Judgement {
  /** frames that verified, and their bytes of plaintext */
  readonly frames: number;
  readonly bytes: number;
  readonly failures: readonly { readonly run: FrameRun; readonly error: AppError }[];
}

/**
 * Verifies chosen frames of an unsigned framed message, range by range, a few in flight. Plaintexts are overwritten. Where no whole
 * message has this size, the last place is that of the end that is missing.
 * @throws AppError `message-too-large-to-hold` for frames longer than 256 MiB, `internal` for a place the message has not; whatever the
 * source throws; the signal's reason
 */
export async function verifyRanged(
  ports: VerifyPorts,
  verified: VerifiedHeader,
  { what, tally, signal }: VerifyOrder,
): Promise<void> {
  const { lookahead, fetchLength } = ports.tuning;
  const { body, hasEnd } = bodyOf(verified, ports.source.size);
  const last = hasEnd ? body.count : body.count + 1;
  const places = choosePlaces(what, last, random);
  if (places !== 'all' && places.length === 0) throw new AppError('internal', `no such frame of ${last}`);
  const whole = places === 'all' ? places : places.filter((place) => place <= body.count);
  tally.choose(places === 'all' ? last : places.length, chosenLength(body, whole));

  const batch = Math.max(1, Math.floor(fetchLength / (body.frameLength + frameOverhead)));
  const longest = batch * (body.frameLength + frameOverhead);
  const ahead = Math.max(1, Math.min(lookahead * 2, Math.floor(readBudget / longest)));
  const requests = createPacer({ concurrency: lookahead, perSecond: Infinity, burst: 1 });
  const perform = (run: FrameRun, own: AbortSignal) => judge({ ...ports, requests }, verified, run, own);
  let endedEarlier = false;
  for await (const judgement of inOrder({ items: runsOf(body, whole, batch), ahead, signal, perform })) {
    tally.verified(judgement.frames, judgement.bytes);
    for (const { run, error } of judgement.failures) {
      endedEarlier ||= error.code === 'message-trailing-bytes';
      tally.failed(run.first, error, runPlaintextLength(run));
    }
  }
  if (hasEnd || (places !== 'all' && !places.includes(last)) || endedEarlier) return;
  const details = { frame: last };
  tally.failed(last, new AppError('message-truncated', 'the final frame is missing', { details }), 0);
}

/**
 * All whole frames as one run.
 * @throws AppError `message-too-large-to-hold`
 */
function bodyOf(
  verified: VerifiedHeader,
  messageLength: number,
): { readonly body: FrameRun; readonly hasEnd: boolean } {
  const headerLength = verified.parsed.length;
  const frameLength = releasableFrameLength(verified.parsed.header);
  if (frameLength > maxHeldFrame) {
    throw new AppError('message-too-large-to-hold', `a frame of ${frameLength} bytes is opened whole`);
  }
  const layout = frameLayoutOf({ headerLength, frameLength, messageLength });
  const count =
    layout?.frameCount ?? Math.floor((messageLength - headerLength) / (frameLength + frameOverhead));
  const finalLength = layout?.finalLength ?? null;
  return { body: openingRun(verified, { first: 1, count, finalLength }), hasEnd: layout !== null };
}

function chosenLength(body: FrameRun, places: readonly number[] | 'all'): number {
  if (places === 'all') return runPlaintextLength(body);
  return places.reduce((total, place) => total + runPlaintextLength(subRun(body, place, 1)), 0);
}

function* runsOf(
  body: FrameRun,
  places: readonly number[] | 'all',
  batch: number,
): Generator<FrameRun, void> {
  if (places !== 'all') {
    for (const place of places) yield subRun(body, place, 1);
    return;
  }
  for (let first = 1; first <= body.count; first += batch) {
    yield subRun(body, first, Math.min(batch, body.count - first + 1));
  }
}

/** Opens a run; where that fails, each of its frames by itself tells whether it is one of those that do. */
async function judge(
  ports: VerifyPorts & { readonly requests: Pacer },
  verified: VerifiedHeader,
  run: FrameRun,
  signal: AbortSignal,
): Promise<Judgement> {
  const { source, crew, requests } = ports;
  const offsetOf = (sequence: number): number =>
    frameOffsetOf({ headerLength: verified.parsed.length, frameLength: run.frameLength, sequence });
  const first = offsetOf(run.first);
  const read = (): Promise<Bytes> =>
    requests.run(() => source.read(first, first + runStoredLength(run) - 1, signal), signal);
  const together = await openAndDrop(crew, run, await read(), signal);
  if (typeof together === 'number') return { frames: run.count, bytes: together, failures: [] };
  if (run.count === 1) return { frames: 0, bytes: 0, failures: [{ run, error: together }] };
  // The bytes went to another thread.
  const bytes = await read();
  const failures: { run: FrameRun; error: AppError }[] = [];
  let length = 0;
  for (let place = run.first; place < run.first + run.count; place++) {
    const one = subRun(run, place, 1);
    const start = offsetOf(place) - first;
    const opened = await openAndDrop(crew, one, bytes.slice(start, start + runStoredLength(one)), signal);
    if (typeof opened === 'number') length += opened;
    else failures.push({ run: one, error: opened });
  }
  return { frames: run.count - failures.length, bytes: length, failures };
}

/** Bytes of plaintext that were verified, overwritten since; or what is wrong with a frame. */
async function openAndDrop(
  crew: Crew,
  run: FrameRun,
  bytes: Bytes,
  signal: AbortSignal,
): Promise<number | AppError> {
  try {
    const plaintexts = await crew.openFrames({ run, bytes }, signal);
    for (const plaintext of plaintexts) plaintext.fill(0);
    return plaintexts.reduce((total, { length }) => total + length, 0);
  } catch (thrown) {
    if (thrown instanceof AppError && frameProblems.has(thrown.code)) return thrown;
    throw thrown;
  }
}
