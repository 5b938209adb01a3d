import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { assertCommitted, verifyHeader } from '../../crypto/opener.ts';
import { openWhole } from '../../crypto/whole.ts';
import { AppError } from '../../errors.ts';
import { unwrapKey } from '../../keyring/kms-keyring.ts';
import type { EncryptionContext } from '../../message/context.ts';
import { locationName, objectLocation, ownerName, ownershipOf, placementOf } from '../../message/location.ts';
import type { OpenRecord } from '../journal-port.ts';
import { createProgress } from '../progress.ts';
import type { Sink, SinkPlace } from '../sink-port.ts';
import { fetchRange, plainRanges } from './body-ranges.ts';
import { fillSink, type Filled } from './fill-sink.ts';
import { inOrder } from './in-order.ts';
import { isResumableLayout, openFrames, type OpenableMessage } from './open-frames.ts';
import type { OpenPorts, OpenRequest } from './open-ports.ts';
import { possibleLayout } from './possible-layout.ts';
import { readHeader, type FoundHeader } from './read-header.ts';

const commitment = { allowUncommitted: false } as const;

/**
 * Fetches a stored message, verifies all of it and hands over its plaintext. The file exists only after the last frame
 * verified; until then, and on any failure, nothing of it is to be had. Goes on after the last verified frame of an earlier attempt
 * where the sink kept it and the object is the same.
 * @throws AppError `moved`, `other-owner`, any `message-*`, `kms-*`, `store-*`, `*-tampered` code, `commitment-mismatch`,
 * `no-usable-key`, `disk-full`, `storage-unavailable`, `permission-lost`, `download-stopped`; AbortError when cancelled
 */
export async function openFile(ports: OpenPorts, request: OpenRequest): Promise<Filled> {
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
  const layout = await possibleLayout(store, { key, found, frameLength, signal });
  const { dataKey } = await unwrapKey(ports.kms, found.parsed, signal);
  const verified = await verifyHeader(found.parsed, dataKey, commitment);
  return openBody(ports, request, { key, found, verified, frameLength, layout });
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

async function openBody(ports: OpenPorts, request: OpenRequest, message: OpenableMessage): Promise<Filled> {
  const { key, signal } = request;
  const { frameLength, layout } = message;
  const { sink, record } = await prepareSink(ports, request, message);
  const progress = createProgress({
    total: layout.plaintextLength,
    begun: sink.begun,
    now: ports.now,
    emit: (reading) => request.onStep({ status: 'moving', key, ...reading }),
  });
  try {
    return await fillSink(ports, request, {
      sink,
      record,
      plaintext: openFrames(ports, message, sink.begun / frameLength + 1, signal),
      onWritten: (bytes) => progress.advance(bytes),
      onEnd: () => progress.end(),
    });
  } finally {
    progress.end();
  }
}

/** The sink, with what an earlier attempt left in it, and the record that this one writes. */
async function prepareSink(
  { createSink, journal, store }: OpenPorts,
  request: OpenRequest,
  { key, found, frameLength, layout }: OpenableMessage,
): Promise<{ sink: Sink; record: OpenRecord | null }> {
  const bytes = layout.plaintextLength;
  if (request.record === null || !isResumableLayout(frameLength)) {
    return { sink: await createSink({ bytes, left: null }), record: null };
  }
  const { id, handle } = request.record;
  const kept = await journal.get(id);
  const left = kept?.kind === 'open' && kept.etag === found.etag && kept.key === key ? leftBy(kept) : null;
  let sink = await createSink({ bytes, left });
  if (!isBeginning(sink.begun, frameLength, layout.frameCount)) {
    await sink.discard();
    sink = await createSink({ bytes, left: null });
  }
  const record: OpenRecord = {
    kind: 'open',
    id,
    identityId: request.identityId,
    bucket: store.bucket,
    key,
    name: key.slice(key.lastIndexOf('/') + 1),
    size: bytes,
    createdAt: kept?.createdAt ?? Date.now(),
    handle,
    etag: found.etag,
    acceptMoved: request.acceptMoved,
    place: sink.begun > 0 ? (left?.place ?? null) : null,
    verified: sink.begun,
  };
  const noted = sink.name === 'private-file' || handle !== null;
  if (noted) await journal.put(record);
  return { sink, record: noted ? record : null };
}

function leftBy({ place, verified }: OpenRecord): SinkPlace | null {
  return place === null ? null : { place, bytes: verified };
}

/** Whole frames, and never the final one: that it is there is seen anew by every attempt. */
function isBeginning(begun: number, frameLength: number, frameCount: number): boolean {
  return begun % frameLength === 0 && begun / frameLength < frameCount;
}

/** Signed and unframed messages: nothing of them may be released before all of it verified, so they are held whole. */
async function openHeld(ports: OpenPorts, request: OpenRequest, found: FoundHeader): Promise<Filled> {
  const { store, kms, tuning } = ports;
  const { key, signal } = request;
  const { size, etag, start } = found;
  if (size > tuning.wholeMessageLimit) {
    throw new AppError(
      'message-too-large-to-hold',
      'a signed or unframed message is too large to be verified as a whole',
      { details: { size, limit: tuning.wholeMessageLimit } },
    );
  }
  const pieces: Bytes[] = [start];
  for await (const piece of inOrder({
    items: plainRanges(start.length, size, tuning.fetchLength),
    ahead: tuning.lookahead,
    signal,
    perform: (range, ownSignal) => fetchRange(store, range, { key, etag, signal: ownSignal }),
  })) {
    pieces.push(piece);
  }
  const unwrap = async (parsed: FoundHeader['parsed']) => (await unwrapKey(kms, parsed, signal)).dataKey;
  const { plaintext } = await openWhole(concatBytes(...pieces), unwrap, commitment);
  const sink = await ports.createSink({ bytes: plaintext.length, left: null });
  return fillSink(ports, request, {
    sink,
    record: null,
    plaintext: [plaintext],
    onWritten: () => {},
    onEnd: () => {},
  });
}
