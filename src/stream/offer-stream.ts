import { streamProtocol, type ToStreamPage, type ToStreamWorker } from '../vault/sinks/stream-protocol.ts';

/** Milliseconds for each step between page, service worker and browser; where one takes longer, another target serves. */
const stepPatience = 5_000;
/** Milliseconds between two signs of life. Hidden pages are slowed down to one a minute, which is enough. */
const signPause = 15_000;
/** Milliseconds a frame outlives its download: the browser may still be at its last bytes. */
const framePause = 10_000;

/**
 * Makes the browser begin a download that the service worker answers.
 * @param name the file's, safe on every system
 * @returns the port that feeds it, for the vault; null where the browser does not take it up
 */
export async function offerStream(
  startWorker: () => Promise<ServiceWorker>,
  name: string,
): Promise<MessagePort | null> {
  const worker = await inTime(startWorker());
  if (worker === null) return null;
  const id = crypto.randomUUID();
  const sink = new MessageChannel();
  const page = new MessageChannel();
  const line = page.port1;
  const heard = (type: ToStreamPage['type']): Promise<true> =>
    new Promise((resolve) => {
      line.addEventListener('message', ({ data }: MessageEvent<ToStreamPage>) => {
        if (data.type === type) resolve(true);
      });
    });
  const [offered, taken, ended] = [heard('offered'), heard('taken'), heard('ended')];
  line.start();
  send(worker, { type: 'offer', protocol: streamProtocol, id, name, sink: sink.port2, page: page.port2 }, [
    sink.port2,
    page.port2,
  ]);
  if ((await inTime(offered)) === null) return null;
  const frame = showFrame(`/stream/${id}`);
  const signs = setInterval(() => send(worker, { type: 'alive' }), signPause);
  const cleanUp = async (): Promise<void> => {
    await ended;
    clearInterval(signs);
    setTimeout(() => frame.remove(), framePause);
  };
  void cleanUp();
  if ((await inTime(taken)) !== null) return sink.port1;
  line.postMessage({ type: 'withdraw' });
  clearInterval(signs);
  frame.remove();
  return null;
}

function send(worker: ServiceWorker, message: ToStreamWorker, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}

function showFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = url;
  document.body.append(frame);
  return frame;
}

/** Null when it takes too long or fails. */
async function inTime<T>(step: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), stepPatience);
  });
  try {
    return await Promise.race([step, late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
