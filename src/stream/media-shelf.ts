import { mediaTypes } from '../bytes/media-type.ts';
import { streamProtocol, type MediaOffer, type ToStreamPage } from '../vault/sinks/stream-protocol.ts';
import { sealedHeaders } from './download-headers.ts';
import { inTime } from './in-time.ts';
import { createLiveMedia, type LiveMedia } from './live-media.ts';
import { mediaPath } from './media-address.ts';

/** What is looked at now, and may be asked for by media elements. */
export interface MediaShelf {
  take(offer: MediaOffer): void;
  /** null: the request is none of a media element for something that lies, or lay, here */
  answer(request: Request): Promise<Response> | null;
  /** Resolves when nothing lies here any more; at once when nothing does. */
  empty(): Promise<unknown>;
  readonly size: () => number;
}

/** @param ask tells the pages that this id is wanted: this worker may be younger than what was offered to it */
export function createMediaShelf(ask: (id: string) => Promise<void>): MediaShelf {
  const shelf = new Map<string, LiveMedia>();
  const waiting = new Map<string, (media: LiveMedia) => void>();

  const find = async (id: string): Promise<LiveMedia | null> => {
    const known = shelf.get(id);
    if (known !== undefined) return known;
    const offered = new Promise<LiveMedia>((resolve) => waiting.set(id, resolve));
    await ask(id);
    const found = await inTime(offered);
    waiting.delete(id);
    return found;
  };

  return {
    size: () => shelf.size,
    empty: () => Promise.all([...shelf.values()].map(({ over }) => over)),
    take({ id, media, length, view, page }) {
      shelf.get(id)?.stop();
      const live = createLiveMedia({ media, length, port: view });
      shelf.set(id, live);
      const forget = async (): Promise<void> => {
        await live.over;
        if (shelf.get(id) === live) shelf.delete(id);
      };
      void forget();
      page.addEventListener('message', () => live.stop());
      page.start();
      const offered: ToStreamPage = { type: 'offered' };
      page.postMessage(offered);
      waiting.get(id)?.(live);
    },
    answer(request) {
      const { pathname } = new URL(request.url);
      const isMedia = request.destination === 'video' || request.destination === 'audio';
      if (!isMedia || !pathname.startsWith(mediaPath)) return null;
      const reply = async (): Promise<Response> => {
        const isAsked = request.method === 'GET' || request.method === 'HEAD';
        const media = isAsked ? await find(pathname.slice(mediaPath.length)) : null;
        return media?.answer(request) ?? new Response(null, { status: 404, headers: sealedHeaders });
      };
      return reply();
    },
  };
}

export function isMediaOffer(message: unknown): message is MediaOffer {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'offer-media' &&
    'protocol' in message &&
    message.protocol === streamProtocol &&
    'media' in message &&
    mediaTypes.some((type) => type === message.media)
  );
}
