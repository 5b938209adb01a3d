import type { OpenRecord } from '../journal-port.ts';
import { createProgress } from '../progress.ts';
import type { Sink, SinkPlace } from '../sink-port.ts';
import { fillSink, type Filled } from './fill-sink.ts';
import { isResumableLayout, openFrames, type OpenableMessage } from './open-frames.ts';
import { openMessage, readHeld } from './open-message.ts';
import type { OpenPorts, OpenRequest } from './open-ports.ts';

/**
 * Fetches a stored message, verifies all of it and hands over its plaintext. The file exists only after the last frame
 * verified; until then, and on any failure, nothing of it is to be had. Goes on after the last verified frame of an earlier attempt
 * where the sink kept it and the object is the same.
 * @throws AppError `moved`, `other-owner`, any `message-*`, `kms-*`, `store-*`, `*-tampered` code, `commitment-mismatch`,
 * `no-usable-key`, `disk-full`, `storage-unavailable`, `permission-lost`, `download-stopped`; AbortError when cancelled
 */
export async function openFile(ports: OpenPorts, request: OpenRequest): Promise<Filled> {
  const { key, onStep } = request;
  onStep({ status: 'preparing', key });
  const { found, openable } = await openMessage(ports, request);
  if (openable !== null) return openBody(ports, request, openable);
  const plaintext = await readHeld(ports, request, found);
  const sink = await ports.createSink({ bytes: plaintext.length, left: null });
  return fillSink(ports, request, {
    sink,
    record: null,
    plaintext: [plaintext],
    onWritten: () => {},
    onEnd: () => {},
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
