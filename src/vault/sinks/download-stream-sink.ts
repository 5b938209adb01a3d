import type { Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import type { Sink } from '../../transfer/sink-port.ts';
import type { Liveness } from './liveness.ts';
import { streamWindow, type FromStream, type ToStream } from './stream-protocol.ts';

/**
 * Feeds a download that the service worker answers. The browser learns that it is whole from `commit` alone; whatever ends it
 * otherwise makes the download fail.
 * @param length bytes of plaintext to come; null: not known
 */
export async function createDownloadStreamSink(
  port: MessagePort,
  length: number | null,
  liveness: Liveness,
): Promise<Sink> {
  const lock = `sealdrop-vault-${crypto.randomUUID()}`;
  const letGo = await liveness.hold(lock);
  const ended = new AbortController();
  let onEnd: (how: 'whole' | 'stopped') => void = nothing;
  const end = new Promise<'whole' | 'stopped'>((resolve) => (onEnd = resolve));
  let underway = 0;
  let onRoom = nothing;

  const isFull = (more: number): boolean => underway > 0 && underway + more > streamWindow;
  const post = (message: ToStream, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);
  const finish = (how: 'whole' | 'stopped'): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    onEnd(how);
    onRoom();
    letGo();
    port.close();
  };
  const fail = async (): Promise<void> => {
    if (ended.signal.aborted) return;
    post({ type: 'fail' });
    finish('stopped');
  };

  port.addEventListener('message', ({ data }: MessageEvent<FromStream>) => {
    switch (data.type) {
      case 'ready':
        void liveness.gone(data.lock, ended.signal).then(() => finish('stopped'));
        break;
      case 'room':
        underway -= data.bytes;
        onRoom();
        break;
      case 'whole':
      case 'stopped':
        finish(data.type);
        break;
      default:
        data satisfies never;
    }
  });
  port.start();
  post({ type: 'begin', length, lock });

  return {
    name: 'download-stream',
    begun: 0,
    async write(chunk) {
      while (isFull(chunk.length) && !ended.signal.aborted) {
        await new Promise<void>((resolve) => (onRoom = resolve));
      }
      if (ended.signal.aborted) throw stopped();
      const bytes = ownBuffer(chunk);
      underway += bytes.length;
      post({ type: 'chunk', bytes }, [bytes.buffer]);
    },
    checkpoint: () => Promise.resolve(null),
    async commit() {
      if (!ended.signal.aborted) post({ type: 'end' });
      if ((await end) === 'stopped') throw stopped();
      return null;
    },
    suspend: fail,
    discard: fail,
  };
}

const nothing = (): void => {};

/** What can be given away without taking anything else along. */
function ownBuffer(chunk: Bytes): Bytes {
  return chunk.length === chunk.buffer.byteLength ? chunk : chunk.slice();
}

function stopped(): AppError {
  return new AppError('download-stopped', 'the browser or the person ended the download');
}
