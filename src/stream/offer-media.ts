import type { MediaType } from '../bytes/media-type.ts';
import { streamProtocol, type MediaWanted, type ToStreamPage } from '../vault/sinks/stream-protocol.ts';
import { inTime } from './in-time.ts';
import { mediaPath } from './media-address.ts';
import { giveSigns, send } from './speak-to-worker.ts';

/** A file that media elements of the player's document can ask for. */
export interface OfferedMedia {
  readonly url: string;
  /** Nothing is answered any more. */
  withdraw(): void;
}

/**
 * Offers an opened file to the service worker, and again whenever the browser has ended and started it meanwhile.
 * @param file.feed connects a new port to the vault's view. @throws where the view is closed
 * @returns null where there is no service worker
 */
export async function offerMedia(
  startWorker: () => Promise<ServiceWorker>,
  container: ServiceWorkerContainer,
  file: {
    readonly id: string;
    readonly media: MediaType;
    /** bytes of plaintext */
    readonly length: number;
    readonly feed: (port: MessagePort) => Promise<unknown>;
  },
): Promise<OfferedMedia | null> {
  const { id, media, length, feed } = file;
  const worker = await inTime(startWorker());
  if (worker === null) return null;
  let line: MessagePort | null = null;
  const offerTo = async (to: ServiceWorker): Promise<boolean> => {
    const view = new MessageChannel();
    const page = new MessageChannel();
    const offered = new Promise<true>((resolve) => {
      page.port1.addEventListener('message', ({ data }: MessageEvent<ToStreamPage>) => {
        if (data.type === 'offered') resolve(true);
      });
    });
    page.port1.start();
    await feed(view.port1);
    line?.close();
    line = page.port1;
    const offer = { type: 'offer-media', protocol: streamProtocol, id, media, length } as const;
    send(to, { ...offer, view: view.port2, page: page.port2 }, [view.port2, page.port2]);
    return (await inTime(offered)) ?? false;
  };
  const onMessage = ({ data, source }: MessageEvent<unknown>): void => {
    if (isWanted(data) && data.id === id && source instanceof ServiceWorker) offerTo(source).catch(() => {});
  };
  const stopSigns = giveSigns(worker);
  container.addEventListener('message', onMessage);
  container.startMessages();
  const withdraw = (): void => {
    stopSigns();
    container.removeEventListener('message', onMessage);
    line?.postMessage({ type: 'withdraw' });
  };
  try {
    if (await offerTo(worker)) return { url: `${mediaPath}${id}`, withdraw };
  } catch (thrown) {
    withdraw();
    throw thrown;
  }
  withdraw();
  return null;
}

function isWanted(data: unknown): data is MediaWanted {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'media-wanted';
}
