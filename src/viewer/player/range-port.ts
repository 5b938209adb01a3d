import type { Bytes } from '../../bytes/bytes.ts';
import type { FromView, ToView } from '../../vault/views/media-protocol.ts';

/** The file, read by range through the vault. Every byte it gives is of a frame that verified. */
export interface RangePort {
  /** bytes of plaintext */
  readonly length: number;
  /**
   * Asks for the bytes `first` to `last`, inclusive. They come in order, in pieces; the next piece is asked for as soon as one is there.
   * @param told.onFailure once, after which nothing comes
   * @returns ends it: nothing is told afterwards
   */
  read(
    first: number,
    last: number,
    told: { readonly onPiece: (bytes: Bytes) => void; readonly onFailure: () => void },
  ): () => void;
  /** The vault gives no more, and has told the page why. */
  isOver(): boolean;
}

type Told = Parameters<RangePort['read']>[2];

export function createRangePort(port: MessagePort, length: number): RangePort {
  const readers = new Map<number, Told>();
  let latest = 0;
  let isOver = false;
  const post = (message: ToView): void => port.postMessage(message);
  const fail = (request: number): void => {
    const reader = readers.get(request);
    readers.delete(request);
    reader?.onFailure();
  };

  port.addEventListener('message', ({ data }: MessageEvent<FromView>) => {
    switch (data.type) {
      case 'piece': {
        const reader = readers.get(data.request);
        if (reader === undefined) return;
        post({ type: 'more', request: data.request });
        return reader.onPiece(data.bytes);
      }
      case 'end':
        return void readers.delete(data.request);
      case 'fail':
        isOver = true;
        return fail(data.request);
      case 'over':
        isOver = true;
        for (const request of readers.keys()) fail(request);
        return port.close();
      default:
        data satisfies never;
    }
  });
  port.start();

  return {
    length,
    isOver: () => isOver,
    read(first, last, told) {
      const request = (latest += 1);
      if (isOver) {
        queueMicrotask(told.onFailure);
        return () => {};
      }
      readers.set(request, told);
      post({ type: 'want', request, first, last });
      post({ type: 'more', request });
      return () => {
        if (readers.delete(request)) post({ type: 'stop', request });
      };
    },
  };
}
