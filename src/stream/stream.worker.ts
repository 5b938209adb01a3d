/// <reference lib="webworker" />
import { createLiveness } from '../vault/sinks/liveness.ts';
import {
  streamProtocol,
  type FromStreamPage,
  type ToStreamPage,
  type ToStreamWorker,
} from '../vault/sinks/stream-protocol.ts';
import { sealedHeaders } from './download-headers.ts';
import { createLiveStream, streamLockPrefix, type LiveStream } from './live-stream.ts';

declare const self: ServiceWorkerGlobalScope;

/** Milliseconds that one message keeps this worker alive while streams are live; browsers cut an event off after five minutes. */
const aliveFor = 180_000;

type Offer = Extract<ToStreamWorker, { type: 'offer' }>;

const liveness = createLiveness(navigator.locks);
/** by the last segment of the URL, until it is asked for */
const offers = new Map<string, { readonly stream: LiveStream; readonly page: MessagePort }>();
const live = new Set<LiveStream>();

// A version that replaced one with live streams would cut them off, so it is not installed then; the next start tries again.
self.addEventListener('install', (event) => {
  event.waitUntil(replaceIdle());
});

self.addEventListener('message', (event) => {
  const message: unknown = event.data;
  if (isOffer(message)) event.waitUntil(take(message).then(stayAlive));
  else if (live.size > 0) event.waitUntil(stayAlive());
});

self.addEventListener('fetch', (event) => {
  event.respondWith(answer(event.request));
});

async function replaceIdle(): Promise<void> {
  const { held = [] } = await navigator.locks.query();
  if (held.some(({ name }) => name?.startsWith(streamLockPrefix))) throw new Error('streams are live');
  await self.skipWaiting();
}

async function take({ id, name, sink, page }: Offer): Promise<void> {
  const stream = await createLiveStream({ id, name, port: sink, liveness });
  live.add(stream);
  offers.set(id, { stream, page });
  const tell = (message: ToStreamPage): void => page.postMessage(message);
  const forget = async (): Promise<void> => {
    await stream.over;
    live.delete(stream);
    offers.delete(id);
    tell({ type: 'ended' });
  };
  void forget();
  page.addEventListener('message', ({ data }: MessageEvent<FromStreamPage>) => {
    if (data.type === 'withdraw') stream.stop();
  });
  page.start();
  tell({ type: 'offered' });
}

/** An id answers once, and only a frame that is opened for it. */
async function answer(request: Request): Promise<Response> {
  const id = new URL(request.url).pathname.slice('/stream/'.length);
  const offer = request.mode === 'navigate' && request.method === 'GET' ? offers.get(id) : undefined;
  if (offer === undefined) return new Response('Not found\n', { status: 404, headers: sealedHeaders });
  offers.delete(id);
  const taken: ToStreamPage = { type: 'taken' };
  offer.page.postMessage(taken);
  return offer.stream.answer();
}

async function stayAlive(): Promise<void> {
  const ends = Promise.all([...live].map(({ over }) => over));
  await Promise.race([ends, new Promise((resolve) => setTimeout(resolve, aliveFor))]);
}

function isOffer(message: unknown): message is Offer {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'offer' &&
    'protocol' in message &&
    message.protocol === streamProtocol
  );
}
