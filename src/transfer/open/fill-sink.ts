import type { Bytes } from '../../bytes/bytes.ts';
import type { OpenRecord } from '../journal-port.ts';
import { isResumable } from '../is-resumable.ts';
import type { Sink } from '../sink-port.ts';
import type { OpenPorts, OpenRequest } from './open-ports.ts';

/** What becomes of a filled sink. */
export interface Filled {
  /** null where the sink gave it to the person already */
  readonly file: File | null;
  readonly bytes: number;
}

/**
 * Writes the plaintext in order, noting in the journal what is safe, then commits. On a failure that may pass what is safe is kept,
 * and the same record goes on from there; on any other, and on cancel, nothing stays.
 * @param record null where nothing is noted
 */
export async function fillSink(
  ports: Pick<OpenPorts, 'journal' | 'gate'>,
  request: Pick<OpenRequest, 'key' | 'signal' | 'onStep'>,
  filling: {
    readonly sink: Sink;
    readonly record: OpenRecord | null;
    readonly plaintext: AsyncIterable<Bytes> | Iterable<Bytes>;
    readonly onWritten: (bytes: number) => void;
    /** all of it is written */
    readonly onEnd: () => void;
  },
): Promise<Filled> {
  const { journal, gate } = ports;
  const { key, signal, onStep } = request;
  const { sink, record, onWritten, onEnd } = filling;
  let bytes = sink.begun;
  try {
    // Safe ones are noted one piece late: the final frame is always verified anew, whatever was kept.
    let safe: { readonly place: string; readonly bytes: number } | null = null;
    for await (const piece of filling.plaintext) {
      if (record && safe) await journal.put({ ...record, place: safe.place, verified: safe.bytes });
      await gate.passed(signal);
      const { length } = piece;
      await unlessAborted(sink.write(piece), signal);
      bytes += length;
      onWritten(length);
      safe = record ? await sink.checkpoint() : null;
    }
    signal.throwIfAborted();
    onEnd();
    onStep({ status: 'finishing', key });
    const file = await unlessAborted(sink.commit(), signal);
    if (record) await journal.remove(record.id).catch(() => {});
    return { file, bytes };
  } catch (thrown) {
    if (record && !signal.aborted && isResumable(thrown)) {
      await sink.suspend();
      throw thrown;
    }
    await sink.discard();
    if (record) await journal.remove(record.id).catch(() => {});
    throw thrown;
  }
}

/** A sink may wait long, for a download that the person paused: cancelling does not. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const settled = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: settled.signal });
  });
  try {
    signal.throwIfAborted();
    return await Promise.race([work, aborted]);
  } finally {
    settled.abort();
  }
}
