import { streamProtocol, type ToStreamPage } from '../vault/sinks/stream-protocol.ts';
import { inTime } from './in-time.ts';
import { giveSigns, send } from './speak-to-worker.ts';

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
  const stopSigns = giveSigns(worker);
  const cleanUp = async (): Promise<void> => {
    await ended;
    stopSigns();
    setTimeout(() => frame.remove(), framePause);
  };
  void cleanUp();
  if ((await inTime(taken)) !== null) return sink.port1;
  line.postMessage({ type: 'withdraw' });
  stopSigns();
  frame.remove();
  return null;
}

function showFrame(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.src = url;
  document.body.append(frame);
  return frame;
}
