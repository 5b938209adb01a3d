import type { Bytes } from '../bytes/bytes.ts';
import type { MediaType } from '../bytes/media-type.ts';
import type { FromView, ToView } from '../vault/views/media-protocol.ts';
import { askedRange, type AskedRange } from './byte-range.ts';
import { sealedHeaders } from './download-headers.ts';

/** A file that is looked at: what the vault sends of it through a port, as answers to a media element's requests. */
export interface LiveMedia {
  /** The answer to a request for all of it or for one range of bytes. */
  answer(request: Pick<Request, 'method' | 'headers'>): Response;
  /** Fails what is under way; nothing is answered any more. */
  stop(): void;
  /** Resolves when nothing more will be answered. */
  readonly over: Promise<void>;
}

/** One answer that is under way. */
interface Flight {
  readonly body: ReadableStreamDefaultController<Bytes>;
  /** bytes still to come */
  left: number;
  /** lets the pull that waits go on */
  go: () => void;
}

/** Every byte comes from the vault, which verified it; an answer that it does not end as announced fails, and is never short. */
export function createLiveMedia(parts: {
  readonly media: MediaType;
  /** bytes of plaintext */
  readonly length: number;
  readonly port: MessagePort;
}): LiveMedia {
  const { media, length, port } = parts;
  const flights = new Map<number, Flight>();
  let requests = 0;
  let isOver = false;
  let onOver = nothing;
  const over = new Promise<void>((resolve) => (onOver = resolve));
  const post = (message: ToView): void => port.postMessage(message);

  const fail = (request: number): void => {
    const flight = flights.get(request);
    flights.delete(request);
    flight?.body.error(new TypeError('this range did not arrive whole'));
    flight?.go();
  };
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    for (const request of flights.keys()) fail(request);
    port.close();
    onOver();
  };
  const take = (request: number, bytes: Bytes): void => {
    const flight = flights.get(request);
    if (flight === undefined) return;
    if (bytes.length === 0 || bytes.length > flight.left) return fail(request);
    flight.left -= bytes.length;
    flight.body.enqueue(bytes);
    flight.go();
  };
  const end = (request: number): void => {
    const flight = flights.get(request);
    if (flight === undefined) return;
    if (flight.left > 0) return fail(request);
    flights.delete(request);
    flight.body.close();
    flight.go();
  };

  port.addEventListener('message', ({ data }: MessageEvent<FromView>) => {
    switch (data.type) {
      case 'piece':
        return take(data.request, data.bytes);
      case 'end':
        return end(data.request);
      case 'fail':
        return fail(data.request);
      case 'over':
        return stop();
      default:
        data satisfies never;
    }
  });
  // Where a browser has this event, it also tells of a vault that died.
  port.addEventListener('close', stop);
  port.start();

  const bodyOf = ({ first, last }: AskedRange): ReadableStream<Bytes> => {
    const request = (requests += 1);
    return new ReadableStream<Bytes>(
      {
        start(body) {
          flights.set(request, { body, left: last - first + 1, go: nothing });
          post({ type: 'want', request, first, last });
        },
        pull: () =>
          new Promise<void>((resolve) => {
            const flight = flights.get(request);
            if (flight === undefined) return resolve();
            flight.go = resolve;
            post({ type: 'more', request });
          }),
        cancel() {
          flights.delete(request);
          post({ type: 'stop', request });
        },
      },
      { highWaterMark: 0 },
    );
  };

  return {
    over,
    stop,
    answer({ method, headers }) {
      if (isOver) return new Response(null, { status: 404, headers: sealedHeaders });
      const said = { ...sealedHeaders, 'content-type': media, 'accept-ranges': 'bytes' };
      const asked = askedRange(headers.get('range'), length);
      if (asked === 'unsatisfiable') {
        const range = { 'content-range': `bytes */${length}` };
        return new Response(null, { status: 416, headers: { ...said, ...range } });
      }
      const { first, last } = asked ?? { first: 0, last: length - 1 };
      return new Response(method === 'HEAD' ? null : bodyOf({ first, last }), {
        status: asked === null ? 200 : 206,
        headers: {
          ...said,
          'content-length': String(last - first + 1),
          ...(asked === null ? {} : { 'content-range': `bytes ${first}-${last}/${length}` }),
        },
      });
    },
  };
}

const nothing = (): void => {};
