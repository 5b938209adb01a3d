import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { assertCommitted, createBodyOpener, verifyHeader, type VerifiedHeader } from '../../crypto/opener.ts';
import { openWhole } from '../../crypto/whole.ts';
import { AppError } from '../../errors.ts';
import { unwrapKey } from '../../keyring/kms-keyring.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import type { EncryptionContext } from '../../message/context.ts';
import { locationName, objectLocation, ownerName, ownershipOf, placementOf } from '../../message/location.ts';
import { frameOverhead } from '../../message/sizes.ts';
import { bodyRanges, fetchAhead } from './fetch-ahead.ts';
import { possibleLength } from './possible-length.ts';
import { createProgress } from '../progress.ts';
import { readHeader, type FoundHeader } from './read-header.ts';
import type { TransferStep } from '../step.ts';
import type { Sink } from '../sink-port.ts';
import type { ObjectStore } from '../store-port.ts';
import type { Tuning } from '../tuning.ts';

export interface OpenPorts {
  readonly store: ObjectStore;
  readonly kms: KmsPort;
  /** A place for so many bytes of plaintext. @throws AppError `storage-unavailable` */
  readonly createSink: (bytes: number) => Promise<Sink>;
  readonly tuning: Tuning;
  readonly now: () => number;
}

export interface OpenRequest {
  readonly key: string;
  readonly identityId: string;
  /** The person knows that the object lies elsewhere than it was sealed for. */
  readonly acceptMoved: boolean;
  readonly signal: AbortSignal;
  readonly onStep: (step: TransferStep) => void;
}

const commitment = { allowUncommitted: false } as const;

/**
 * Fetches a stored message, verifies all of it and hands over its plaintext. The file exists only after the last frame
 * verified; until then, and on any failure, nothing of it is to be had.
 * @throws AppError `moved`, `other-owner`, any `message-*`, `kms-*`, `store-*`, `*-tampered` code, `commitment-mismatch`,
 * `no-usable-key`, `disk-full`, `storage-unavailable`; AbortError when cancelled
 */
export async function openFile(
  ports: OpenPorts,
  request: OpenRequest,
): Promise<{ file: File; bytes: number }> {
  const { store, tuning } = ports;
  const { key, signal, onStep } = request;
  onStep({ status: 'preparing', key });
  const found = await readHeader(store, { key, firstRead: tuning.firstRead, signal });
  const { header } = found.parsed;
  assertMine(header.context, objectLocation(store.bucket, key), request);
  assertCommitted(header, commitment);
  if (header.suite.signature !== null || header.content.type === 'unframed') {
    return openHeld(ports, request, found);
  }
  const { frameLength } = header.content;
  const plaintextLength = await possibleLength(store, { key, found, frameLength, signal });
  const { dataKey } = await unwrapKey(ports.kms, found.parsed, signal);
  const verified = await verifyHeader(found.parsed, dataKey, commitment);
  return openFrames(ports, request, { found, verified, frameLength, plaintextLength });
}

/** @throws AppError `other-owner`, `moved` */
function assertMine(context: EncryptionContext, foundAt: string, request: OpenRequest): void {
  if (ownershipOf(context, request.identityId) === 'other') {
    throw new AppError('other-owner', 'this message was sealed for somebody else', {
      details: { owner: context.get(ownerName) ?? null },
    });
  }
  if (placementOf(context, foundAt) === 'matches' || request.acceptMoved) return;
  throw new AppError('moved', 'this message lies elsewhere than it was sealed for', {
    details: { sealedFor: context.get(locationName) ?? null, foundAt },
  });
}

async function openFrames(
  ports: OpenPorts,
  request: OpenRequest,
  message: {
    readonly found: FoundHeader;
    readonly verified: VerifiedHeader;
    readonly frameLength: number;
    readonly plaintextLength: number;
  },
): Promise<{ file: File; bytes: number }> {
  const { key } = request;
  const { found, verified, frameLength, plaintextLength } = message;
  const opener = createBodyOpener(verified);
  const progress = createProgress({
    total: plaintextLength,
    now: ports.now,
    emit: (reading) => request.onStep({ status: 'moving', key, ...reading }),
  });
  try {
    return await fillSink(ports, request, plaintextLength, async (write) => {
      for await (const chunk of bodyChunks(ports, request, found, frameLength)) {
        for await (const plaintext of opener.push(chunk)) {
          await write(plaintext);
          progress.advance(plaintext.length);
        }
      }
      opener.finish();
      progress.end();
    });
  } finally {
    progress.end();
  }
}

/** The body in order; without another request when the first read held all of the object. */
function bodyChunks(
  { store, tuning }: OpenPorts,
  { key, signal }: OpenRequest,
  { parsed, start, size, etag }: FoundHeader,
  frameLength: number,
): AsyncIterable<Bytes> | Iterable<Bytes> {
  if (start.length === size) return [start.subarray(parsed.length)];
  const { fetchLength, lookahead } = tuning;
  const frameStride = frameLength + frameOverhead;
  const ranges = bodyRanges({ headerLength: parsed.length, frameStride, size, fetchLength });
  return fetchAhead(store, { key, etag, size, ranges, lookahead, signal });
}

/** Signed and unframed messages: nothing of them may be released before all of it verified, so they are held whole. */
async function openHeld(
  ports: OpenPorts,
  request: OpenRequest,
  found: FoundHeader,
): Promise<{ file: File; bytes: number }> {
  const { store, kms, tuning } = ports;
  const { key, signal } = request;
  const { size, etag } = found;
  if (size > tuning.wholeMessageLimit) {
    throw new AppError(
      'message-too-large-to-hold',
      'a signed or unframed message is too large to be verified as a whole',
      {
        details: { size, limit: tuning.wholeMessageLimit },
      },
    );
  }
  const pieces: Bytes[] = [found.start];
  const ranges = bodyRanges({
    headerLength: found.start.length,
    frameStride: 1,
    size,
    fetchLength: tuning.fetchLength,
  });
  for await (const piece of fetchAhead(store, {
    key,
    etag,
    size,
    ranges,
    lookahead: tuning.lookahead,
    signal,
  })) {
    pieces.push(piece);
  }
  const unwrap = async (parsed: FoundHeader['parsed']) => (await unwrapKey(kms, parsed, signal)).dataKey;
  const { plaintext } = await openWhole(concatBytes(...pieces), unwrap, commitment);
  return fillSink(ports, request, plaintext.length, (write) => write(plaintext));
}

/** Writes, then commits; discards on any failure. */
async function fillSink(
  ports: OpenPorts,
  request: OpenRequest,
  expected: number,
  fill: (write: (chunk: Bytes) => Promise<void>) => Promise<void>,
): Promise<{ file: File; bytes: number }> {
  const { key, signal, onStep } = request;
  const sink = await ports.createSink(expected);
  let bytes = 0;
  try {
    await fill(async (chunk) => {
      signal.throwIfAborted();
      await sink.write(chunk);
      bytes += chunk.length;
    });
    signal.throwIfAborted();
    onStep({ status: 'finishing', key });
    return { file: await sink.commit(), bytes };
  } catch (thrown) {
    await sink.discard();
    throw thrown;
  }
}
